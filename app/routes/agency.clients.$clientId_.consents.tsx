// A client's consents: what is in force, what ended, what was shown to whom. Takes one back; the others are pages of their own.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { RevokeConsentForm } from "#app/models/consent/forms";
import { type ConsentLine, readConsentingClient, readConsents, readDisclosures } from "#app/models/consent/read.server";
import { revokeConsent } from "#app/models/consent/record-consent.server";
import { recordRead } from "#app/models/event/record.server";
import { type ClientId, idParam } from "#app/models/values/ids";
import { ConsentCard } from "#app/ui/consent-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActDetails, ButtonLink, Card, Columns, Empty, PageHeader, Stack } from "#app/ui/parts";
import { DisclosureTable } from "#app/ui/referral-parts";

const params = z.object({ clientId: idParam<ClientId>() });
const form = RevokeConsentForm.extend({ intent: z.literal("revoke") });

export const handle: PageHandle = {
  title: titleFrom(({ client: { name } }: { client: { name: string } }) => ["consent.list.title", { name }]),
};

export const loader = loaderFor("client:read", { params, records: true }, async ({ actor, db, params }) => {
  const { clientId } = params;
  const client = await readConsentingClient(db, clientId);
  await recordRead(db, actor, "consent", { subjectType: "client", subjectId: clientId, clientId });
  const now = await clock(db);
  const consents = await readConsents(db, clientId);
  const isInForce = (consent: ConsentLine) => consent.state === "active" && consent.endsAt > now;
  return {
    clientId,
    client,
    live: consents.filter(isInForce),
    past: consents.filter((consent) => !isInForce(consent)),
    disclosures: await readDisclosures(db, { clientId }),
  };
});

export const action = actionFor("consent:record", { params, form }, async ({ actor, db, params, form }) => {
  await revokeConsent(db, actor, params.clientId, form);
  return redirectTo(`/agency/clients/${params.clientId}/consents`, "consent.revoke.done");
});

export default function ConsentsPage() {
  const say = useSay();
  const { clientId, client, live, past, disclosures } = useLoaderData<typeof loader>();
  const here = `/agency/clients/${clientId}`;
  return (
    <>
      <PageHeader
        title={say("consent.list.title", { name: client.name })}
        lead={say("consent.list.lead")}
        back={{ to: here, label: say("consent.list.back", { name: client.name }) }}
        actions={
          <ButtonLink to={`${here}/consents/new`} icon="add">
            {say("consent.record.title")}
          </ButtonLink>
        }
      />
      <Columns
        main={
          <Stack>
            {live.length === 0 ? (
              <Empty title={say("consent.list.none")} icon="lock">
                {say("consent.list.none-lead")}
              </Empty>
            ) : null}
            {live.map((consent) => (
              <ConsentCard key={consent.id} consent={consent} clientId={clientId} />
            ))}
            <Card title={say("consent.shown.title")}>
              {disclosures.length > 0 ? (
                <>
                  <DisclosureTable disclosures={disclosures} linked />
                  <p>
                    <Link to={`${here}/receipts`}>{say("consent.receipt.open")}</Link>
                  </p>
                </>
              ) : (
                <p className="soft">{say("consent.shown.none")}</p>
              )}
            </Card>
            {past.length > 0 ? (
              <ActDetails summary={say("consent.list.past")}>
                <Stack>
                  {past.map((consent) => (
                    <ConsentCard key={consent.id} consent={consent} clientId={clientId} />
                  ))}
                </Stack>
              </ActDetails>
            ) : null}
          </Stack>
        }
        aside={<OtherWays here={here} />}
      />
    </>
  );
}

/** What the client may have, and what is done without them. */
function OtherWays({ here }: { here: string }) {
  const say = useSay();
  return (
    <Stack>
      <Card title={say("consent.seen.title")}>
        <p>{say("consent.seen.lead")}</p>
        <ButtonLink to={`${here}/seen`} look="secondary">
          {say("consent.seen.open")}
        </ButtonLink>
      </Card>
      <Card title={say("consent.override.title")}>
        <p>{say("consent.override.when")}</p>
        <ButtonLink to={`${here}/consents/override`} look="secondary">
          {say("consent.override.open")}
        </ButtonLink>
      </Card>
    </Stack>
  );
}
