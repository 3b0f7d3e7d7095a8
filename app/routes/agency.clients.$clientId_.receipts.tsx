// The receipts of what was disclosed of a client: field by field, to whom, why, under which consent, when first and last seen. Prints as it stands.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readConsentingClient } from "#app/models/consent/read.server";
import { type DisclosureReceipts, readReceipts } from "#app/models/consent/receipts.server";
import { recordRead } from "#app/models/event/record.server";
import { type ClientId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, DataTable, Empty, Facts, PageHeader, Stack } from "#app/ui/parts";

const params = z.object({ clientId: idParam<ClientId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["consent.receipt.title", { name }]),
};

export const loader = loaderFor("client:read", { params, records: true }, async ({ actor, db, params }) => {
  const { clientId } = params;
  const client = await readConsentingClient(db, clientId);
  await recordRead(db, actor, "receipt", { subjectType: "client", subjectId: clientId, clientId });
  return { clientId, ...client, disclosures: await readReceipts(db, clientId) };
});

export default function ReceiptsPage() {
  const say = useSay();
  const { clientId, name, number, disclosures } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("consent.receipt.title", { name })}
        lead={say("consent.receipt.lead", { number })}
        back={{ to: `/agency/clients/${clientId}/consents`, label: say("consent.list.title", { name }) }}
      />
      <Stack>
        {disclosures.length === 0 ? <Empty title={say("consent.shown.none")} icon="lock" /> : null}
        {disclosures.map((disclosure) => (
          <DisclosureCard key={disclosure.id} disclosure={disclosure} clientId={clientId} />
        ))}
      </Stack>
    </>
  );
}

function DisclosureCard({ disclosure, clientId }: { disclosure: DisclosureReceipts; clientId: string }) {
  const say = useSay();
  const formats = useFormats();
  const { organizationName, referralId, referralNumber, about, consentId, purpose, overrideCode, closedAt } =
    disclosure;
  const why = overrideCode
    ? say("consent.receipt.without", { reason: say.any(`consent.override-code.${overrideCode}`) })
    : say.any(`consent.purpose.${purpose}`);
  return (
    <Card title={organizationName}>
      <Stack>
        <Facts
          columns={2}
          facts={[
            {
              name: say("consent.shown.referral"),
              value: (
                <>
                  <Link to={`/agency/referrals/${referralId}`}>{referralNumber}</Link>
                  {about ? `, ${about}` : ""}
                </>
              ),
            },
            {
              name: say("consent.receipt.why"),
              value: (
                <>
                  {why} <Link to={`/agency/clients/${clientId}/consents/${consentId}`}>{say("consent.list.text")}</Link>
                </>
              ),
            },
            { name: say("consent.receipt.since"), value: formats.instant(disclosure.createdAt) },
            {
              name: say("consent.shown.access"),
              value: closedAt
                ? say("consent.shown.closed", { instant: formats.instant(closedAt) })
                : say("consent.shown.open", { day: formats.instantDay(disclosure.endsAt) }),
            },
          ]}
        />
        <ReceiptTable organizationName={organizationName} receipts={disclosure.receipts} />
      </Stack>
    </Card>
  );
}

function ReceiptTable({ organizationName, receipts }: Pick<DisclosureReceipts, "organizationName" | "receipts">) {
  const say = useSay();
  const formats = useFormats();
  return (
    <DataTable
      caption={say("consent.receipt.table", { name: organizationName })}
      rows={receipts}
      rowKey={(row) => row.field + (row.documentName ?? "") + (row.firstSeenAt?.toISOString() ?? "")}
      columns={[
        {
          id: "field",
          header: say("consent.shown.fields"),
          main: true,
          cell: ({ field, documentName }) => documentName ?? say.any(`consent.field.${field}`),
        },
        {
          id: "first",
          header: say("consent.receipt.first"),
          cell: ({ firstSeenAt }) => (firstSeenAt ? formats.instant(firstSeenAt) : say("consent.receipt.unseen")),
        },
        {
          id: "last",
          header: say("consent.receipt.last"),
          cell: ({ lastSeenAt }) => (lastSeenAt ? formats.instant(lastSeenAt) : ""),
        },
        {
          id: "times",
          header: say("consent.receipt.times"),
          figures: true,
          cell: ({ times }) => formats.count(times),
        },
      ]}
    />
  );
}
