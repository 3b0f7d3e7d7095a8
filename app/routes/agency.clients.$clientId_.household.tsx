// Who belongs to a client: home, family, guardians, and who must not be told. What is said here stands on both cards.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { RelationForm } from "#app/models/client/detail-forms";
import { readClient } from "#app/models/client/read.server";
import { addRelation, endRelation, readRelations } from "#app/models/client/relation.server";
import { recordRead } from "#app/models/event/record.server";
import { type ClientId, idParam } from "#app/models/values/ids";
import { RelationFields, Relations } from "#app/ui/client-relations";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Columns, Notice, PageHeader } from "#app/ui/parts";

const params = z.object({ clientId: idParam<ClientId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["client.relation.title", { name }]),
};

export const loader = loaderFor(
  "client:read",
  { params, records: true },
  async ({ actor, db, params: { clientId } }) => {
    const { givenName, familyName, mayWrite } = await readClient(db, actor, clientId);
    await recordRead(db, actor, "client-relation", { subjectType: "client", subjectId: clientId, clientId });
    return { clientId, name: `${givenName} ${familyName}`, mayWrite, relations: await readRelations(db, clientId) };
  },
);

export const action = actionFor(
  "client:write",
  { params, form: RelationForm },
  async ({ actor, db, params: { clientId }, form }) => {
    const here = `/agency/clients/${clientId}/household`;
    if (form.intent === "end") {
      await endRelation(db, actor, clientId, form.id);
      return redirectTo(here, "client.relation.ended");
    }
    await addRelation(db, actor, clientId, form);
    return redirectTo(here, "client.relation.added");
  },
);

export default function HouseholdPage() {
  const { clientId, name, mayWrite, relations } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("client.relation.title", { name })}
        lead={say("client.relation.lead")}
        back={{ to: `/agency/clients/${clientId}`, label: name }}
      />
      <Columns
        main={
          <Card title={say("client.relation.card")}>
            <Relations relations={relations} writes={mayWrite} />
          </Card>
        }
        aside={
          mayWrite ? (
            <Card title={say("client.relation.add")}>
              <RelationFields />
            </Card>
          ) : (
            <Notice>{say("client.card.read-only")}</Notice>
          )
        }
      />
    </>
  );
}
