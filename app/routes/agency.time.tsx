// Staff time of a month over a caseload: by case and by person. A caseworker sees their own, a supervisor anybody's.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readColleagues } from "#app/models/case/colleagues.server";
import { readMonth } from "#app/models/case/read-time.server";
import { addMonths, asCalendarDay, localDay, parseCalendarDay } from "#app/models/values/calendar-day";
import { asId, idParam, type MembershipId } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, DataTable, Empty, FilterBar, PageHeader, SelectField, Stack } from "#app/ui/parts";

const query = z.object({
  /** Its first day. */
  month: z
    .string()
    .refine((text) => parseCalendarDay(text) !== null && text.endsWith("-01"))
    .optional()
    .catch(undefined),
  who: z
    .union([z.literal("all"), idParam<MembershipId>()])
    .optional()
    .catch(undefined),
});

/** So many months back can be chosen. */
const MONTHS = 24;

export const handle: PageHandle = { title: titleFrom(() => ["case.time-month.link"]) };

export const loader = loaderFor("case:read", { query, records: true }, async ({ actor, db, query: { month, who } }) => {
  const mine = asId<MembershipId>(actor.membershipId);
  const supervises = mayDo(actor, "case:hand-over");
  const chosen = supervises ? (who ?? "all") : mine;
  const thisMonth = asCalendarDay(`${localDay(await clock(db), actor.timeZone).slice(0, 7)}-01`);
  const shown = month ?? thisMonth;
  return {
    month: shown,
    months: Array.from({ length: MONTHS }, (_, back) => addMonths(thisMonth, -back)),
    who: chosen,
    mine,
    colleagues: supervises ? await readColleagues(db, actor, mine) : [],
    supervises,
    spent: await readMonth(db, actor, { month: shown, who: chosen === "all" ? null : chosen }),
  };
});

export default function TimePage() {
  const { month, months, who, mine, colleagues, supervises, spent } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <PageHeader
        title={say("case.time-month.title", { month: formats.monthOf(month) })}
        lead={say("case.time-month.lead")}
        back={{ to: "/agency/cases", label: say("case.page.back") }}
      />
      <FilterBar applyLabel={say("case.time-month.show")}>
        <SelectField
          name="month"
          label={say("case.time-month.which")}
          defaultValue={month}
          emptyLabel={null}
          options={[...new Set([...months, month])].map((value) => ({ value, label: formats.monthOf(value) }))}
        />
        {supervises ? (
          <SelectField
            name="who"
            label={say("case.time-month.who")}
            defaultValue={who}
            emptyLabel={null}
            options={[
              { value: "all", label: say("case.time-month.everybody") },
              { value: mine, label: say("case.time-month.mine") },
              ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        ) : null}
      </FilterBar>
      {spent.minutes === 0 ? (
        <Empty title={say("case.time-month.empty")} icon="schedule">
          {say("case.time-month.empty-lead")}
        </Empty>
      ) : (
        <Stack>
          <ByCase />
          {who === "all" ? <ByPerson /> : null}
        </Stack>
      )}
    </>
  );
}

function ByCase() {
  const { spent } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("case.time-month.cases")}>
      <DataTable
        caption={say("case.time-month.cases-caption")}
        rows={spent.cases}
        rowKey={({ id }) => id}
        columns={[
          {
            id: "case",
            header: say("word.case"),
            main: true,
            cell: ({ id, number, clientName }) => (
              <Link to={`/agency/cases/${id}/time`}>
                <span className="figures">{number}</span> <span className="whole">{clientName}</span>
              </Link>
            ),
          },
          {
            id: "time",
            header: say("case.time.time-spent"),
            figures: true,
            cell: ({ minutes }) => formats.minutes(minutes),
          },
        ]}
        footer={<Total minutes={spent.minutes} />}
      />
    </Card>
  );
}

function ByPerson() {
  const { spent } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("case.time-month.people")}>
      <DataTable
        caption={say("case.time-month.people-caption")}
        rows={spent.people}
        rowKey={({ id }) => id}
        sortParameter="people"
        columns={[
          { id: "who", header: say("case.time.by"), main: true, cell: ({ name }) => name },
          {
            id: "time",
            header: say("case.time.time-spent"),
            figures: true,
            cell: ({ minutes }) => formats.minutes(minutes),
          },
        ]}
        footer={<Total minutes={spent.minutes} />}
      />
    </Card>
  );
}

function Total({ minutes }: { minutes: number }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <tr>
      <th scope="row">{say("case.time-month.total")}</th>
      <td className="figures">{formats.minutes(minutes)}</td>
    </tr>
  );
}
