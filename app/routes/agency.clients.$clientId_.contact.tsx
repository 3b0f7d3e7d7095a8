// How it is safe to reach a client: every number and address with its rule, another one, and an e-mail that leaves only if it is safe.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { addContactWay, endContactWay, readContactWays, writeToClient } from "#app/models/client/contact.server";
import { ContactForm } from "#app/models/client/detail-forms";
import { readClient } from "#app/models/client/read.server";
import { readRelations } from "#app/models/client/relation.server";
import { recordRead } from "#app/models/event/record.server";
import { type ClientId, idParam } from "#app/models/values/ids";
import { ClientLetterForm, ContactWays, WayForm } from "#app/ui/client-contact";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Columns, Notice, PageHeader, Stack } from "#app/ui/parts";

const params = z.object({ clientId: idParam<ClientId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["client.contact.title", { name }]),
};

export const loader = loaderFor(
  "client:read",
  { params, records: true },
  async ({ actor, db, params: { clientId } }) => {
    const client = await readClient(db, actor, clientId);
    await recordRead(db, actor, "client-contact", { subjectType: "client", subjectId: clientId, clientId });
    const relations = await readRelations(db, clientId);
    return {
      clientId,
      name: `${client.givenName} ${client.familyName}`,
      safeContact: client.safeContact,
      note: client.safeContactNote,
      email: client.email,
      mayWrite: client.mayWrite,
      ways: await readContactWays(db, clientId, await clock(db)),
      owners: Object.fromEntries(relations.map(({ id, otherName }) => [id, otherName])),
    };
  },
);

export const action = actionFor(
  "client:write",
  { params, form: ContactForm },
  async ({ actor, db, params: { clientId }, form }) => {
    const here = `/agency/clients/${clientId}/contact`;
    if (form.intent === "end") {
      await endContactWay(db, actor, clientId, form.id);
      return redirectTo(here, "client.contact.ended");
    }
    if (form.intent === "add") {
      await addContactWay(db, actor, clientId, form);
      return redirectTo(here, "client.contact.added");
    }
    await writeToClient(db, actor, clientId, form, {
      now: await clock(db),
      key: `client:${clientId}:${actor.requestId}`,
    });
    return redirectTo(here, "client.contact.sent");
  },
);

export default function ContactPage() {
  const { clientId, name, safeContact, note, email, mayWrite, ways, owners } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("client.contact.title", { name })}
        lead={say("client.contact.lead")}
        back={{ to: `/agency/clients/${clientId}`, label: name }}
      />
      <Columns
        main={
          <Stack>
            <Notice tone={safeContact === "any" ? "info" : "warning"} title={say("client.contact.overall")}>
              <p>{[say.any(`client.safe-contact.${safeContact}`), note].filter(Boolean).join(" · ")}</p>
            </Notice>
            <Card title={say("client.contact.card")}>
              <ContactWays ways={ways} owners={owners} writes={mayWrite} />
            </Card>
            {mayWrite ? (
              <Card title={say("client.contact.write")}>
                <ClientLetterForm
                  address={email ?? ways.find(({ channel }) => channel === "email")?.value ?? ""}
                  name={name}
                />
              </Card>
            ) : null}
          </Stack>
        }
        aside={
          mayWrite ? (
            <Card title={say("client.contact.add")}>
              <WayForm owners={owners} />
            </Card>
          ) : (
            <Notice>{say("client.card.read-only")}</Notice>
          )
        }
      />
    </>
  );
}
