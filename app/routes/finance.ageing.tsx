// How long invoices wait: by stage and by the person who looks, with what is past its day. Reads only.
import { Link, useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { AGES, type AgedRow, byPerson, byStage, type Stage } from "#app/models/invoice/ageing";
import { readWaiting } from "#app/models/invoice/ageing.server";
import { localDay } from "#app/models/values/calendar-day";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, type Column, DataTable, Empty, Money, PageHeader, Stack, ToneTag } from "#app/ui/parts";

export const handle: PageHandle = { title: "review.ageing.title" };

export const loader = loaderFor("invoice:review", {}, async ({ actor, db }) => {
  const waiting = await readWaiting(db, agencyOf(actor), localDay(await clock(db), actor.timeZone));
  return { stages: byStage(waiting), people: byPerson(waiting) };
});

export default function AgeingPage() {
  const { stages, people } = useLoaderData<typeof loader>();
  const say = useSay();
  const named = stages.map((row) => ({ ...row, name: say(`review.ageing.stages.${row.name as Stage}`) }));
  return (
    <>
      <PageHeader
        title={say("review.ageing.title")}
        lead={say("review.ageing.lead")}
        back={{ to: "/finance/invoices", label: say("finance.invoices.title") }}
      />
      <Stack>
        <Card title={say("review.ageing.by-stage")}>
          <DataTable
            caption={say("review.ageing.by-stage")}
            columns={useColumns("stage")}
            rows={named}
            rowKey={({ name }) => name}
            sortParameter="stage"
          />
        </Card>
        <Card title={say("review.ageing.by-person")}>
          <DataTable
            caption={say("review.ageing.by-person")}
            columns={useColumns("person")}
            rows={people}
            rowKey={({ name }) => name}
            sortParameter="person"
            empty={<Empty title={say("review.ageing.nobody")}>{say("review.ageing.nobody-lead")}</Empty>}
          />
        </Card>
        <p>
          <Link to="/finance/invoices">{say("review.ageing.to-queue")}</Link>
        </p>
      </Stack>
    </>
  );
}

function useColumns(of: "stage" | "person"): Column<AgedRow>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    { id: "name", header: say(`review.ageing.${of}`), main: true, cell: ({ name }) => name },
    ...AGES.map(
      (age, place): Column<AgedRow> => ({
        id: `from-${age}`,
        header: say(`review.ageing.ages.${age}`),
        figures: true,
        cell: ({ ages }) => {
          const pile = ages[place];
          return pile && pile.count > 0 ? formats.count(pile.count) : "–";
        },
      }),
    ),
    {
      id: "late",
      header: say("finance.invoices.overdue"),
      figures: true,
      cell: ({ late }) => (late > 0 ? <ToneTag tone="act">{formats.count(late)}</ToneTag> : "–"),
    },
    { id: "all", header: say("word.total"), figures: true, cell: ({ all }) => formats.count(all.count) },
    { id: "cents", header: say("review.ageing.amount"), figures: true, cell: ({ all }) => <Money cents={all.cents} /> },
  ];
}
