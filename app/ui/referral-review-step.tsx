// The last steps of a referral: urgency, day and message; then all of it once more before it is sent. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { FormStanding } from "../models/referral/asked-form";
import { REFERRAL_MODES, URGENCIES } from "../models/referral/codes";
import { MESSAGE_LENGTH, OUTSIDE_LENGTH } from "../models/referral/forms";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { KeptWhileWritten, LaterButton } from "./draft-keeping";
import { Facts } from "./facts";
import { Actions, Card, Stack } from "./layout-parts";
import { Notice } from "./notice";
import { AskedForms } from "./referral-form";
import type { SharedClient } from "./shared-facts";
import { type Agreed, SideBySide } from "./side-by-side";
import { DateField, HiddenField, TextArea } from "./text-fields";

type Obstacle = {
  kind: "stop" | "warning";
  code: string;
  organization: string | null;
  fields?: readonly string[];
  credentials?: string;
  form?: string;
};

type Draft = {
  id: string;
  clientId: string;
  urgency: string;
  mode: string;
  answerBy: string;
  message: string;
  fields: readonly string[];
  documentIds: readonly string[];
  documents: readonly { id: string; name: string }[];
  places: readonly { id: string; organizationName: string; serviceName: string; locationName: string }[];
  obstacles: readonly Obstacle[];
  agreed: readonly Agreed[];
  forms: readonly FormStanding[];
  client: SharedClient;
};

const stepAddress = (id: string, step: number) => `/agency/referrals/new?draft=${id}&step=${step}`;

type Clock = {
  organizationName: string;
  locationName: string;
  timeZone: string;
  answerUntil: Date | string;
  lapseAt: Date | string;
};

export function DetailsStep({ draft, today, clocks }: { draft: Draft; today: string; clocks: readonly Clock[] }) {
  const say = useSay();
  return (
    <KeptWhileWritten draftId={draft.id}>
      <Card title={say("referral.new.steps.details")}>
        <ActForm formId="details">
          <HiddenField name="intent" value="details" />
          <HiddenField name="draftId" value={draft.id} />
          <RadioGroup
            name="urgency"
            label={say("referral.details.urgency")}
            defaultValue={draft.urgency}
            options={URGENCIES.map((value) => ({
              value,
              label: say(`referral.urgency.${value}`),
              hint: say(`referral.details.urgency-hint.${value}`),
            }))}
          />
          <RadioGroup
            name="mode"
            label={say("referral.details.mode")}
            defaultValue={draft.mode}
            options={REFERRAL_MODES.map((value) => ({
              value,
              label: say(`referral.mode.${value}`),
              hint: say(`referral.details.mode-hint.${value}`),
            }))}
          />
          <DateField
            name="answerBy"
            label={say("referral.details.answer-by")}
            hint={say("referral.details.answer-by-hint")}
            defaultValue={draft.answerBy}
            min={today}
          />
          <Clocks clocks={clocks} />
          <TextArea
            name="message"
            label={say("referral.details.message")}
            hint={say("referral.details.message-hint")}
            defaultValue={draft.message}
            maxLength={MESSAGE_LENGTH}
            rows={6}
            optional
          />
          <Actions>
            <SubmitButton>{say("referral.new.next")}</SubmitButton>
            <LaterButton />
            <ButtonLink to={stepAddress(draft.id, 2)} look="quiet">
              {say("referral.new.back")}
            </ButtonLink>
          </Actions>
        </ActForm>
      </Card>
    </KeptWhileWritten>
  );
}

/** What the chosen day means where it is counted. */
function Clocks({ clocks }: { clocks: readonly Clock[] }) {
  const say = useSay();
  const formats = useFormats();
  if (clocks.length === 0) return null;
  return (
    <>
      <p className="soft">{say("referral.clock.places-lead")}</p>
      <Facts
        facts={clocks.map(({ organizationName, locationName, timeZone, answerUntil, lapseAt }) => ({
          name: `${organizationName}, ${locationName}`,
          value: (
            <>
              {say("referral.clock.until", { instant: formats.instant(answerUntil, timeZone) })}
              <br />
              {say("referral.clock.ends", { instant: formats.instant(lapseAt, timeZone) })}
            </>
          ),
        }))}
      />
    </>
  );
}

export function ReviewStep({ draft }: { draft: Draft }) {
  const say = useSay();
  const stops = draft.obstacles.filter(({ kind }) => kind === "stop");
  return (
    <Stack>
      <Obstacles draft={draft} />
      <ReviewCard draft={draft} />
      <AskedForms draftId={draft.id} forms={draft.forms} shared={draft.fields} />
      {stops.length === 0 ? (
        <Card title={say("referral.review.ready")} look="act">
          <p>{say("referral.review.ready-lead")}</p>
          <ActForm formId="send">
            <HiddenField name="intent" value="send" />
            <HiddenField name="draftId" value={draft.id} />
            {draft.obstacles.some(({ code }) => code === "outside-reason") ? (
              <TextArea
                name="outsideReason"
                label={say("referral.review.outside-reason")}
                hint={say("referral.review.outside-hint")}
                rows={3}
                maxLength={OUTSIDE_LENGTH}
              />
            ) : null}
            <SubmitButton look="act" icon="send">
              {say("referral.review.send")}
            </SubmitButton>
          </ActForm>
        </Card>
      ) : null}
    </Stack>
  );
}

/** Which step mends which obstacle. */
const MENDED_AT: Readonly<Record<string, number>> = { "nothing-shared": 2, "consent-missing": 2, "answer-day": 3 };

function Obstacles({ draft }: { draft: Draft }) {
  const say = useSay();
  const formats = useFormats();
  const sentence = ({ kind, code, organization, fields = [], credentials = "", form = "" }: Obstacle) =>
    say.any(`referral.${kind}.${code}`, {
      organization: organization ?? "",
      credentials,
      form,
      fields: formats.list(fields.map((field) => say.any(`consent.short.${field}`))),
    });
  const groups = [
    { tone: "error" as const, kind: "stop", title: say("referral.review.stopped") },
    { tone: "warning" as const, kind: "warning", title: say("referral.review.known") },
  ];
  return (
    <>
      {groups.map(({ tone, kind, title }) => {
        const found = draft.obstacles.filter((obstacle) => obstacle.kind === kind);
        return found.length === 0 ? null : (
          <Notice key={kind} tone={tone} title={title}>
            <ul>
              {found.map((obstacle) => (
                <li key={`${obstacle.code} ${obstacle.organization} ${obstacle.form}`}>
                  {sentence(obstacle)}{" "}
                  {kind === "stop" ? (
                    <Link to={stepAddress(draft.id, MENDED_AT[obstacle.code] ?? 1)}>{say("referral.stop.mend")}</Link>
                  ) : null}
                </li>
              ))}
            </ul>
          </Notice>
        );
      })}
    </>
  );
}

/** The papers that will be made are papers that are sent. */
function withForms(draft: Draft): Draft {
  const { documents, documentIds, forms } = draft;
  return {
    ...draft,
    documents: [...documents, ...forms],
    documentIds: [...documentIds, ...forms.map(({ id }) => id)],
  };
}

function ReviewCard({ draft }: { draft: Draft }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card
      title={say("referral.new.steps.review")}
      aside={<Link to={stepAddress(draft.id, 1)}>{say("referral.review.change")}</Link>}
    >
      <h3>{say("referral.review.places")}</h3>
      <ul>
        {draft.places.map(({ id, organizationName, serviceName, locationName }) => (
          <li key={id}>
            <strong>{organizationName}</strong>, {serviceName}, {locationName}
          </li>
        ))}
      </ul>
      <p>{say(draft.places.length > 1 ? "referral.review.de-identified" : "referral.review.identified")}</p>
      <h3>{say("referral.review.sends")}</h3>
      <SideBySide draft={withForms(draft)} />
      <Facts
        columns={2}
        facts={[
          { name: say("referral.detail.urgency"), value: say.any(`referral.urgency.${draft.urgency}`) },
          { name: say("referral.detail.mode"), value: say.any(`referral.mode.${draft.mode}`) },
          { name: say("referral.detail.answer-by"), value: draft.answerBy ? formats.day(draft.answerBy) : null },
          { name: say("referral.review.message"), value: draft.message || say("referral.review.no-message") },
        ]}
      />
    </Card>
  );
}
