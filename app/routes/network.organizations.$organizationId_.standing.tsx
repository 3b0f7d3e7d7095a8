// Whether a provider stands in the network: what a suspension would touch, shown before it is done, and what was before.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readStanding, type Standing } from "#app/models/organization/read-standing.server";
import {
  MOST_DAYS_AHEAD,
  RUNNING_SERVICES,
  STANDING_WORDS,
  StandingForm,
  SUSPENSION_CODES,
} from "#app/models/organization/standing-forms";
import { reinstateProvider, suspendProvider } from "#app/models/organization/suspend.server";
import { addDays } from "#app/models/values/calendar-day";
import { idParam, type OrganizationId } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  Columns,
  DateField,
  HiddenField,
  Notice,
  PageHeader,
  RadioGroup,
  Stack,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";
import { EffectCard, SuspensionFacts, SuspensionHistory } from "#app/ui/standing-parts";

const params = z.object({ organizationId: idParam<OrganizationId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["standing.title", { name }]),
};

export const loader = loaderFor("organization:manage", { params }, ({ actor, db, params: { organizationId } }) =>
  readStanding(db, actor, organizationId),
);

export const action = actionFor(
  "organization:manage",
  { params, form: StandingForm },
  async ({ actor, db, params: { organizationId }, form }) => {
    const page = `/network/organizations/${organizationId}/standing`;
    if (form.intent === "reinstate") {
      await reinstateProvider(db, actor, organizationId, form.words);
      return redirectTo(page, "standing.end.done");
    }
    await suspendProvider(db, actor, organizationId, form);
    return redirectTo(page, "standing.ask.done");
  },
);

export default function StandingPage() {
  const standing = useLoaderData<typeof loader>();
  const say = useSay();
  const { id, name, open, past, paused, effects } = standing;
  const mayEnd = open !== null || paused > 0;
  return (
    <>
      <PageHeader
        title={say("standing.title", { name })}
        back={{ to: `/network/organizations/${id}`, label: say("standing.back") }}
      />
      <Stack>
        <Now standing={standing} />
        <Columns
          main={
            <>
              <EffectCard effects={effects} organizationId={id} before={!mayEnd} />
              {mayEnd ? <ReinstateCard /> : <SuspendCard standing={standing} />}
            </>
          }
          aside={
            <>
              {open ? (
                <Card>
                  <SuspensionFacts line={open} />
                </Card>
              ) : null}
              <SuspensionHistory lines={past} />
            </>
          }
        />
      </Stack>
    </>
  );
}

type StandingProps = { standing: Standing };

function Now({ standing: { open, paused } }: StandingProps) {
  const say = useSay();
  const formats = useFormats();
  if (open) {
    const day = formats.day(open.fromDay);
    return (
      <Notice tone="warning" title={say(open.ahead ? "standing.will-be" : "standing.since", { day })}>
        <p>
          {say("standing.facts.running")}: {say.any(`standing.services.${open.services}`)}
        </p>
      </Notice>
    );
  }
  if (paused > 0)
    return (
      <Notice tone="warning" title={say("standing.paused")}>
        <p>{say("standing.paused-lead")}</p>
      </Notice>
    );
  return (
    <Notice tone="done" title={say("standing.stands")}>
      <p>{say("standing.stands-lead")}</p>
    </Notice>
  );
}

function SuspendCard({ standing: { today } }: StandingProps) {
  const say = useSay();
  return (
    <Card title={say("standing.ask.title")}>
      <p>{say("standing.ask.lead")}</p>
      <ActForm formId="suspend">
        <HiddenField name="intent" value="suspend" />
        <DateField
          name="fromDay"
          label={say("standing.ask.day")}
          hint={say("standing.ask.day-hint")}
          defaultValue={today}
          min={today}
          max={addDays(today, MOST_DAYS_AHEAD)}
        />
        <RadioGroup
          name="code"
          label={say("standing.ask.code")}
          options={SUSPENSION_CODES.map((value) => ({ value, label: say(`standing.code.${value}`) }))}
        />
        <TextArea
          name="words"
          label={say("standing.ask.words")}
          hint={say("standing.ask.words-hint")}
          maxLength={STANDING_WORDS}
          rows={4}
        />
        <RadioGroup
          name="services"
          label={say("standing.ask.services")}
          options={RUNNING_SERVICES.map((value) => ({
            value,
            label: say(`standing.services.${value}`),
            hint: say(`standing.services-hint.${value}`),
          }))}
        />
        <SubmitButton look="danger">{say("standing.ask.button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

function ReinstateCard() {
  const say = useSay();
  return (
    <Card title={say("standing.end.title")}>
      <p>{say("standing.end.lead")}</p>
      <ActForm formId="reinstate">
        <HiddenField name="intent" value="reinstate" />
        <TextArea name="words" label={say("standing.end.words")} maxLength={STANDING_WORDS} rows={3} optional />
        <SubmitButton>{say("standing.end.button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}
