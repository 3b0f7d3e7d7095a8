// Lists the agency's referrals: what waits for an answer, oldest first, and the other lists beside it. Changes nothing.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readLapsed } from "#app/models/referral/lapsed.server";
import { countReferrals, REFERRAL_VIEWS, type ReferralLine, readReferrals } from "#app/models/referral/read.server";
import { localDay } from "#app/models/values/calendar-day";
import { useCounted } from "#app/ui/counted";
import {
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  PageHeader,
  Pager,
  SelectField,
  StateTag,
  ToneTag,
} from "#app/ui/parts";

const query = z.object({
  view: z.enum(REFERRAL_VIEWS).catch("waiting"),
  whose: z.enum(["everyone", "mine"]).catch("everyone"),
  after: markParam,
});

export const loader = loaderFor("referral:read", { query }, async ({ actor, db, query }) => {
  const { view, whose, after } = query;
  const page = await readReferrals(db, actor, { view, mine: whose === "mine", after });
  const lapsed = await readLapsed(
    db,
    page.rows.map(({ id }) => id),
  );
  return {
    next: page.next,
    counts: await countReferrals(db, actor, { mine: whose === "mine" }),
    rows: page.rows.map((row) => ({ ...row, lapsed: lapsed.has(row.id) })),
    view,
    whose,
    views: REFERRAL_VIEWS,
    today: localDay(await clock(db), actor.timeZone),
  };
});

export default function ReferralsPage() {
  const say = useSay();
  const { rows, next, view, whose, views, today, counts } = useLoaderData<typeof loader>();
  const counted = useCounted();
  const columns = useColumns(today);
  const begin = <ButtonLink to="/agency/referrals/new">{say("referral.list.new")}</ButtonLink>;
  return (
    <>
      <PageHeader title={say("referral.list.title")} lead={say("referral.list.lead")} actions={begin} />
      <FilterBar active={view !== "waiting" || whose !== "everyone"}>
        <SelectField
          name="view"
          label={say("referral.list.view")}
          emptyLabel={null}
          defaultValue={view}
          options={views.map((value) => ({
            value,
            label: [say(`referral.list.views.${value}`), counted(counts[value])].filter((part) => part).join(": "),
          }))}
        />
        <SelectField
          name="whose"
          label={say("referral.list.whose")}
          emptyLabel={null}
          defaultValue={whose}
          options={(["everyone", "mine"] as const).map((value) => ({ value, label: say(`referral.list.${value}`) }))}
        />
      </FilterBar>
      <DataTable
        caption={say("referral.list.title")}
        holds="page"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowLook={(row) => (isOverdue(row, today) || row.questions > 0 || row.lapsed ? "act" : undefined)}
        empty={<Empty title={say("referral.list.empty")}>{say("referral.list.empty-lead")}</Empty>}
      />
      <Pager newer={null} older={next} />
    </>
  );
}

type Line = ReferralLine & { readonly lapsed: boolean };

function useColumns(today: string): readonly Column<Line>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "number",
      header: say("referral.list.number"),
      main: true,
      cell: (row) => (
        <Link to={`/agency/referrals/${row.id}`}>
          <span className="figures">{row.number}</span> <span className="whole">{row.clientName}</span>
        </Link>
      ),
    },
    { id: "need", header: say("referral.list.need"), cell: (row) => row.specialty ?? "" },
    { id: "providers", header: say("referral.list.providers"), cell: (row) => row.providers, wideOnly: true },
    {
      id: "state",
      header: say("referral.list.state"),
      cell: (row) =>
        row.questions > 0 ? (
          <ToneTag tone="act">{say("referral.list.asked")}</ToneTag>
        ) : row.lapsed ? (
          <ToneTag tone="act">{say("credential.flag.short")}</ToneTag>
        ) : (
          <StateTag lifecycle="referral" state={row.state} />
        ),
    },
    {
      id: "urgency",
      header: say("referral.list.urgency"),
      cell: (row) => say.any(`referral.urgency.${row.urgency}`),
      wideOnly: true,
    },
    {
      id: "answer-by",
      header: say("referral.list.answer-by"),
      whole: true,
      cell: (row) =>
        isOverdue(row, today) ? (
          <ToneTag tone="act">{say("referral.list.overdue")}</ToneTag>
        ) : row.answerBy ? (
          formats.day(row.answerBy)
        ) : (
          ""
        ),
    },
    {
      id: "since",
      header: say("referral.list.since"),
      cell: (row) => formats.instantDay(row.since),
      wideOnly: true,
      whole: true,
    },
  ];
}

const isOverdue = (row: ReferralLine, today: string) =>
  row.state === "sent" && row.answerBy !== null && row.answerBy < today;
