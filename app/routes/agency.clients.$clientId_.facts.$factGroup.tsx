// One closed group of facts about a client, for those to whom their role opens it. That it was opened is recorded.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { FactForm } from "#app/models/client/detail-forms";
import { addFact, endFact, readFacts } from "#app/models/client/fact.server";
import { FACT_GROUPS, FACT_KINDS, type FactGroup } from "#app/models/client/fact-groups";
import { readClient } from "#app/models/client/read.server";
import { type ClientId, idParam } from "#app/models/values/ids";
import { EndForm } from "#app/ui/end-form";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  Columns,
  DataTable,
  DateField,
  Empty,
  HiddenField,
  Notice,
  PageHeader,
  SelectField,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";

const params = z.object({
  clientId: idParam<ClientId>(),
  factGroup: z.enum(FACT_GROUPS as [FactGroup, ...FactGroup[]]),
});

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["client.group.card-of", { name }]),
};

export const loader = loaderFor(
  "client-fact:read",
  { params, records: true },
  async ({ actor, db, params: { clientId, factGroup } }) => {
    const facts = await readFacts(db, actor, clientId, factGroup);
    const { givenName, familyName, mayWrite } = await readClient(db, actor, clientId);
    return { clientId, group: factGroup, name: `${givenName} ${familyName}`, mayWrite, facts };
  },
);

export const action = actionFor(
  "client:write",
  { params, form: FactForm },
  async ({ actor, db, params: { clientId, factGroup: group }, form }) => {
    const here = `/agency/clients/${clientId}/facts/${group}`;
    if (form.intent === "end") {
      await endFact(db, actor, { clientId, group }, form.id);
      return redirectTo(here, "client.group.ended");
    }
    await addFact(db, actor, { clientId, group }, form);
    return redirectTo(here, "client.group.added");
  },
);

export default function FactsPage() {
  const { clientId, group, name, mayWrite } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("client.group.title", { group: say(`client.group.${group}`), name })}
        lead={say("client.group.page-lead")}
        back={{ to: `/agency/clients/${clientId}`, label: name }}
      />
      <Columns
        main={
          <Card title={say(`client.group.${group}`)}>
            <FactTable />
          </Card>
        }
        aside={
          mayWrite ? (
            <Card title={say("client.group.add")}>
              <NewFact group={group} />
            </Card>
          ) : (
            <Notice>{say("client.card.read-only")}</Notice>
          )
        }
      />
    </>
  );
}

function FactTable() {
  const { facts, group, mayWrite } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <DataTable
      caption={say(`client.group.${group}`)}
      rows={facts}
      rowKey={({ id }) => id}
      empty={<Empty title={say("client.group.empty")}>{say("client.group.empty-lead")}</Empty>}
      columns={[
        {
          id: "about",
          header: say("client.group.about"),
          main: true,
          cell: ({ kind }) => <strong>{say.any(`client.kind.${kind}`)}</strong>,
        },
        { id: "words", header: say("client.group.words"), cell: ({ words }) => words },
        {
          id: "from",
          header: say("client.group.from"),
          whole: true,
          cell: ({ fromDay }) => (fromDay ? formats.day(fromDay) : say("word.not-given")),
        },
        {
          id: "until",
          header: say("client.group.until"),
          whole: true,
          cell: ({ untilDay }) => (untilDay ? formats.day(untilDay) : say("word.not-given")),
        },
        ...(mayWrite
          ? [
              {
                id: "end",
                header: say("client.group.end"),
                headerHidden: true,
                cell: ({ id, kind }: { id: string; kind: string }) => (
                  <EndForm
                    id={id}
                    label={say("client.group.end")}
                    spoken={say("client.group.end-one", { kind: say.any(`client.kind.${kind}`) })}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function NewFact({ group }: { group: FactGroup }) {
  const say = useSay();
  return (
    <ActForm formId="fact">
      <HiddenField name="intent" value="add" />
      <SelectField
        name="kind"
        label={say("client.group.about")}
        options={FACT_KINDS[group].map((value) => ({ value, label: say.any(`client.kind.${value}`) }))}
      />
      <TextArea name="words" label={say("client.group.words")} maxLength={2000} rows={4} />
      <DateField name="fromDay" label={say("client.group.from")} optional />
      <DateField name="untilDay" label={say("client.group.until")} optional />
      <SubmitButton>{say("client.group.save")}</SubmitButton>
    </ActForm>
  );
}
