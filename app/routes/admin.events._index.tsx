// Who did and who saw what in the agency: by person, day and kind, newest first. Reads only.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import type { Key } from "#app/i18n/en";
import { useSay } from "#app/i18n/speech";
import { readAudit, readDoers } from "#app/models/event/audit.server";
import { parseCalendarDay } from "#app/models/values/calendar-day";
import { EventTable } from "#app/ui/event-table";
import type { PageHandle } from "#app/ui/page-handle";
import { DateField, FilterBar, PageHeader, Pager, SelectField, Stack } from "#app/ui/parts";

const KINDS = [
  "read",
  "access",
  "agency",
  "client",
  "case",
  "consent",
  "referral",
  "offer",
  "authorization",
  "schedule",
  "delivery",
  "document",
  "organization",
  "agreement",
  "credential",
  "practitioner",
  "fund",
  "invoice",
  "batch",
  "payment",
] as const;

const query = z.object({
  person: z.uuid().optional().catch(undefined),
  day: z
    .string()
    .optional()
    .transform((text) => (text ? (parseCalendarDay(text) ?? undefined) : undefined)),
  kind: z.enum(KINDS).optional().catch(undefined),
  after: markParam,
});

export const loader = loaderFor(
  "event:read",
  { query },
  async ({ actor, db, query: { person, day, kind, after } }) => ({
    page: await readAudit(db, actor, { personId: person, day, kind }, after),
    house: actor.houseName,
    doers: await readDoers(db, actor),
    person: person ?? "",
    day: day ?? "",
    kind: kind ?? "",
  }),
);

export const handle: PageHandle = { title: "admin.events.title" };

export default function EventsPage() {
  const say = useSay();
  const { page, house, doers, person, day, kind } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={say("admin.events.title")} lead={say("admin.events.lead")} />
      <Stack>
        <FilterBar active={[person, day, kind].some((answer) => answer !== "")}>
          <SelectField
            name="person"
            label={say("admin.events.person")}
            defaultValue={person}
            emptyLabel={say("ui.filter.all")}
            options={doers.map((doer) => ({ value: doer.personId, label: doer.name }))}
            optional
          />
          <DateField name="day" label={say("admin.events.day")} defaultValue={day} optional />
          <SelectField
            name="kind"
            label={say("admin.events.kind")}
            defaultValue={kind}
            emptyLabel={say("ui.filter.all")}
            options={KINDS.map((one) => ({ value: one, label: say(`admin.events.kinds.${one}` satisfies Key) }))}
            optional
          />
        </FilterBar>
        <EventTable events={page.rows} house={house} />
        <Pager newer={null} older={page.next} />
      </Stack>
    </>
  );
}
