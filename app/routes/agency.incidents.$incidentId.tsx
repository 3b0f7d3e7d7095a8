// One incident: what the client said, how to reach them safely, who sees to it and until when, and what was done. Closed by a person alone.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { recordRead } from "#app/models/event/record.server";
import { DONE_LENGTH, IncidentForm } from "#app/models/feedback/forms";
import { moveIncident, readIncident } from "#app/models/feedback/incident.server";
import { incidentLifecycle } from "#app/models/feedback/lifecycle";
import { addDays, localDay } from "#app/models/values/calendar-day";
import { type IncidentId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  Columns,
  DateField,
  Facts,
  HiddenField,
  PageHeader,
  StateTag,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";

const params = z.object({ incidentId: idParam<IncidentId>() });

export const handle: PageHandle = {
  title: titleFrom(({ clientName }: { clientName: string }) => ["feedback.incident.title-of", { name: clientName }]),
};

export const loader = loaderFor("incident:handle", { params, records: true }, async ({ actor, db, params }) => {
  const found = await readIncident(db, params.incidentId);
  const { id, agencyId, clientId, caseId, referralId } = found.incident;
  const subject = { subjectType: "incident", subjectId: id, agencyId, clientId, caseId, referralId };
  await recordRead(db, actor, "incident", subject);
  return { ...found, tomorrow: addDays(localDay(await clock(db), actor.timeZone), 1) };
});

const SAID = { take: "feedback.incident.taken", close: "feedback.incident.closed" } as const;

export const action = actionFor(
  "incident:handle",
  { params, form: IncidentForm },
  async ({ actor, db, params, form }) => {
    await moveIncident(db, actor, params.incidentId, form);
    return redirectTo(`/agency/incidents/${params.incidentId}`, SAID[form.intent]);
  },
);

export default function IncidentPage() {
  const say = useSay();
  const { incident, clientName } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("feedback.incident.title-of", { name: clientName })}
        beside={<StateTag lifecycle="incident" state={incident.state} />}
        back={{ to: "/agency/incidents", label: say("feedback.incident.back") }}
      />
      <Columns main={<Matter />} aside={<Said />} />
    </>
  );
}

function Said() {
  const say = useSay();
  const formats = useFormats();
  const { incident, words, referralNumber, takenBy } = useLoaderData<typeof loader>();
  return (
    <Card title={say("feedback.incident.kind")}>
      <Facts
        facts={[
          { name: say("feedback.incident.kind"), value: say.any(`feedback.urgent.${incident.kind}`) },
          { name: say("feedback.incident.words"), value: words || say("feedback.incident.no-words") },
          { name: say("feedback.incident.came"), value: formats.instant(incident.createdAt) },
          { name: say("feedback.incident.due"), value: formats.instant(incident.dueAt) },
          { name: say("feedback.incident.taker"), value: takenBy ?? say("feedback.incident.nobody") },
          {
            name: say("feedback.incident.referral"),
            value: <Link to={`/agency/referrals/${incident.referralId}`}>{referralNumber}</Link>,
          },
        ]}
      />
    </Card>
  );
}

function Matter() {
  const say = useSay();
  const formats = useFormats();
  const { incident, closedBy, tomorrow } = useLoaderData<typeof loader>();
  const state = incident.state as (typeof incidentLifecycle.states)[number];
  if (!incidentLifecycle.may(state, "take") && !incidentLifecycle.may(state, "close"))
    return (
      <Card title={say("feedback.incident.done")}>
        <p className="prose">{incident.done}</p>
        <p className="soft">
          {say("feedback.incident.closed-by", {
            name: closedBy ?? "",
            instant: incident.closedAt ? formats.instant(incident.closedAt) : "",
          })}
        </p>
      </Card>
    );
  return (
    <Card
      title={say(incidentLifecycle.may(state, "take") ? "feedback.incident.take" : "feedback.incident.close")}
      look="act"
    >
      <p>
        <Link to={`/agency/clients/${incident.clientId}/contact`}>{say("feedback.incident.reach")}</Link>
      </p>
      {incidentLifecycle.may(state, "take") ? (
        <ActForm formId="take">
          <HiddenField name="intent" value="take" />
          <p>{say("feedback.incident.take-lead")}</p>
          <DateField name="until" label={say("feedback.incident.until")} defaultValue={tomorrow} />
          <SubmitButton look="act">{say("feedback.incident.take-button")}</SubmitButton>
        </ActForm>
      ) : (
        <ActForm formId="close">
          <HiddenField name="intent" value="close" />
          <TextArea
            name="done"
            label={say("feedback.incident.done")}
            hint={say("feedback.incident.done-hint")}
            maxLength={DONE_LENGTH}
            rows={5}
          />
          <SubmitButton>{say("feedback.incident.close-button")}</SubmitButton>
        </ActForm>
      )}
    </Card>
  );
}
