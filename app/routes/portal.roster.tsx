// A day's roster, or all that is still to record for one client: who came, taken for many at once. Sessions that are recorded are corrected one by one.
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { sentenceOf } from "#app/access/refusals.server";
import { clock } from "#app/database/clock.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { MOST_ROSTER_LINES, RosterForm } from "#app/models/delivery/forms";
import { readRoster } from "#app/models/delivery/read.server";
import { readGroupRow } from "#app/models/delivery/read-group.server";
import { takeRoster } from "#app/models/delivery/roster.server";
import { readChoices } from "#app/models/schedule/ground.server";
import { addDays, localDay, parseCalendarDay } from "#app/models/values/calendar-day";
import { type GroupId, idParam, type ReferralId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  Card,
  DateField,
  Empty,
  FilterBar,
  PageHeader,
  Pager,
  SelectField,
  Stack,
  SubmitButton,
} from "#app/ui/parts";
import { RosterLine } from "#app/ui/roster-line";
import { labelsOfLines, type RosterRow, useLineBoxes } from "#app/ui/roster-lines";
import { RosterRest } from "#app/ui/roster-rest";
import { TakeAlong } from "#app/ui/take-along";

export const handle: PageHandle = { title: "delivery.day.title" };

const query = z.object({
  day: z.string().optional().catch(undefined),
  practitioner: z.guid().optional().catch(undefined),
  group: idParam<GroupId>().optional().catch(undefined),
  referral: idParam<ReferralId>().optional().catch(undefined),
  after: markParam,
});

export const loader = loaderFor("attendance:record", { query, records: true }, async ({ actor, db, query }) => {
  const { practitioner, group, referral, after } = query;
  const organizationId = organizationOf(actor);
  const now = await clock(db);
  const today = localDay(now, actor.timeZone);
  const day = parseCalendarDay(query.day ?? "") ?? today;
  const of = referral
    ? { referralId: referral, unrecorded: true }
    : { from: day, until: addDays(day, 1), practitionerId: practitioner, groupId: group };
  const { rows, next } = await readRoster(db, organizationId, { ...of, most: MOST_ROSTER_LINES }, after);
  const { practitioners } = await readChoices(db, organizationId);
  const open = rows.filter(({ state, startsAt }) => state === "planned" && startsAt <= now);
  const rest = rows.filter((row) => !open.includes(row));
  return {
    ...{ day, today, open, rest, next, practitioners },
    practitioner: practitioner ?? "",
    group: group ? { id: group, name: (await readGroupRow(db, actor, group)).name } : null,
    referral: referral ?? "",
    neighbours: { before: addDays(day, -1), after: addDays(day, 1) },
  };
});

export const action = actionFor("attendance:record", { form: RosterForm }, async ({ actor, db, form, request }) => {
  const { recorded, cancelled, refused } = await takeRoster(db, actor, form.rows, form.intent === "everybody");
  if (refused.length > 0) {
    return {
      taken: recorded.length + cancelled,
      refused: refused.map(({ sessionId, refusal }) => ({ sessionId, sentence: sentenceOf(refusal, actor) })),
    };
  }
  const { pathname, search } = new URL(request.url);
  const said = recorded.length + cancelled === 0 ? "delivery.day.nothing" : "delivery.day.recorded";
  return redirectTo(pathname.replace(/\.data$/, "") + search.replace(/[?&]_routes=[^&]*/, ""), said);
});

/** What the deed answered where some lines could not be recorded. */
type Answered = { readonly taken: number; readonly refused: readonly { sessionId: string; sentence: string }[] };

export default function RosterPage() {
  const { day, group, referral, open, rest, next, neighbours, today } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const name = open[0]?.clientName ?? "";
  return (
    <>
      <PageHeader
        title={
          referral ? say("delivery.day.of-client", { name }) : say("delivery.day.of", { day: formats.dayLong(day) })
        }
        lead={group ? group.name : say("delivery.day.lead")}
        back={
          group
            ? { to: `/portal/groups/${group.id}`, label: group.name }
            : { to: "/portal/sessions", label: say("delivery.roster.title") }
        }
        actions={
          <ButtonLink to="/portal/roster/file" look="secondary">
            {say("delivery.day.by-file")}
          </ButtonLink>
        }
      />
      {referral ? null : (
        <>
          <nav className="calendar-pages" aria-label={say("delivery.day.days")}>
            <DayLink day={neighbours.before} label={say("delivery.day.before")} />
            {day === today ? null : <DayLink day={today} label={say("calendar.today")} />}
            <DayLink day={neighbours.after} label={say("delivery.day.after")} />
          </nav>
          <Choose />
        </>
      )}
      <Stack>
        {open.length > 0 ? <Roster rows={open} /> : null}
        {open.length + rest.length === 0 ? <Nobody /> : null}
        <RosterRest rows={rest} />
        {referral ? null : <TakeAlong day={day} rows={[...open, ...rest]} />}
      </Stack>
      <Pager newer={null} older={next} />
    </>
  );
}

/** Another day keeps the person and the group that were chosen. */
function DayLink({ day, label }: { day: string; label: string }) {
  const { practitioner, group } = useLoaderData<typeof loader>();
  const asked = new URLSearchParams({
    day,
    ...(practitioner ? { practitioner } : {}),
    ...(group ? { group: group.id } : {}),
  });
  return (
    <ButtonLink to={`/portal/roster?${asked}`} look="secondary">
      {label}
    </ButtonLink>
  );
}

function Choose() {
  const { day, group, practitioner, practitioners } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <FilterBar active={practitioner !== ""} keep={group ? { group: group.id } : {}}>
      <DateField name="day" label={say("delivery.day.day")} defaultValue={day} optional />
      {practitioners.length > 1 ? (
        <SelectField
          name="practitioner"
          label={say("delivery.roster.practitioner")}
          emptyLabel={say("delivery.roster.everyone")}
          defaultValue={practitioner}
          optional
          options={practitioners.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
    </FilterBar>
  );
}

function Nobody() {
  const { referral } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Empty title={say(referral ? "delivery.day.none-of-client" : "delivery.day.none")} icon="calendar-today">
      <Link to="/portal/sessions?view=open">{say("delivery.roster.views.open")}</Link>
    </Empty>
  );
}

function Roster({ rows }: { rows: readonly RosterRow[] }) {
  const say = useSay();
  const { referral } = useLoaderData<typeof loader>();
  const answered = useActionData<{ answer?: Answered } | undefined>()?.answer;
  const refused = new Map(answered?.refused.map(({ sessionId, sentence }) => [sessionId, sentence]));
  const boxesOf = useLineBoxes();
  const lines = rows.map((row) => ({ ...boxesOf(row, referral !== ""), refused: refused.get(row.id) }));
  return (
    <Card title={say("delivery.day.to-record")} look="act">
      {answered ? (
        <p role="status">{say("delivery.day.partly", { taken: answered.taken, count: answered.refused.length })}</p>
      ) : null}
      <ActForm formId="roster" className="roster-form" labels={labelsOfLines(lines, say)}>
        {lines.map((line, position) => (
          <RosterLine key={line.sessionId} line={line} prefix={`rows[${position}].`} />
        ))}
        <Actions>
          <SubmitButton look="act">{say("delivery.day.button")}</SubmitButton>
          <SubmitButton look="secondary" name="intent" value="everybody">
            {say("delivery.day.everybody")}
          </SubmitButton>
        </Actions>
        <p className="soft">{say("delivery.day.everybody-hint")}</p>
      </ActForm>
    </Card>
  );
}
