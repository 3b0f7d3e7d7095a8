// The single referrals, sessions or invoices behind a count of what a suspension touches: by number and day, never by name.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { EFFECT_KINDS, type EffectLine, readEffectLines } from "#app/models/organization/read-standing.server";
import { idParam, type OrganizationId } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { type Column, DataTable, PageHeader, StateTag } from "#app/ui/parts";

const params = z.object({ organizationId: idParam<OrganizationId>() });
const query = z.object({ of: z.enum(EFFECT_KINDS).catch("referral") });

export const handle: PageHandle = { title: titleFrom(({ name }: { name: string }) => ["standing.title", { name }]) };

export const loader = loaderFor(
  "organization:manage",
  { params, query },
  async ({ actor, db, params: { organizationId }, query: { of } }) => ({
    ...(await readEffectLines(db, actor, organizationId, of)),
    organizationId,
    of,
  }),
);

export default function EffectPage() {
  const { name, lines, more, organizationId, of } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const what = say(`standing.effect.${of}`);
  const columns: Column<EffectLine>[] = [
    { id: "number", header: say("standing.effect.number"), main: true, cell: (line) => line.number },
    {
      id: "state",
      header: say("standing.effect.state"),
      cell: (line) => <StateTag lifecycle={of} state={line.state} />,
    },
    {
      id: "day",
      header: say(`standing.effect.day.${of}`),
      cell: (line) => (line.day ? formats.day(line.day) : say("word.not-given")),
    },
  ];
  if (of === "invoice") {
    columns.push({
      id: "amount",
      header: say("standing.effect.amount"),
      cell: (line) => formats.money(BigInt(line.cents ?? "0")),
    });
  }
  return (
    <>
      <PageHeader
        title={say("standing.effect.page-title", { what, name })}
        lead={say("standing.effect.page-lead")}
        back={{ to: `/network/organizations/${organizationId}/standing`, label: say("standing.title", { name }) }}
      />
      <DataTable
        caption={what}
        columns={columns}
        rows={lines}
        rowKey={(line) => line.id}
        empty={<p className="soft">{say("standing.effect.empty")}</p>}
      />
      {more ? <p className="soft">{say("standing.effect.more")}</p> : null}
    </>
  );
}
