// One type of credential: how it is known and made sure of, and which services need it from which day. Its code, kind and holder stay.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { TypePageForm } from "#app/models/practitioner/credential-forms";
import {
  addRequirement,
  describeType,
  endRequirement,
  readProviderKinds,
  readType,
} from "#app/models/practitioner/types.server";
import { localDay } from "#app/models/values/calendar-day";
import { type CredentialTypeId, idParam } from "#app/models/values/ids";
import { readSpecialtyTree } from "#app/search/specialties.server";
import { RequirementsCard, TypeFields } from "#app/ui/credential-desk";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActForm, Card, Facts, HiddenField, PageHeader, Stack, SubmitButton, ToneTag } from "#app/ui/parts";
import { specialtyOptions } from "#app/ui/specialty-options";

const params = z.object({ typeId: idParam<CredentialTypeId>() });

export const handle: PageHandle = {
  title: titleFrom(({ type: { name } }: { type: { name: string } }) => ["credential.type.page", { name }]),
};

export const loader = loaderFor("credential:manage", { params }, async ({ actor, db, params: { typeId } }) => ({
  type: await readType(db, actor, typeId),
  specialties: specialtyOptions(await readSpecialtyTree(db)),
  providerKinds: await readProviderKinds(db),
  today: localDay(await clock(db), actor.timeZone),
}));

export const action = actionFor(
  "credential:manage",
  { params, form: TypePageForm },
  async ({ actor, db, params: { typeId }, form }) => {
    const page = `/network/credentials/types/${typeId}`;
    switch (form.intent) {
      case "describe":
        await describeType(db, actor, typeId, form);
        return redirectTo(page, "credential.type.saved");
      case "require":
        await addRequirement(db, actor, typeId, form);
        return redirectTo(page, "credential.type.requirement-done");
      case "end":
        await endRequirement(db, actor, typeId, form.requirementId, form.endsOn);
        return redirectTo(page, "credential.type.ended");
    }
  },
);

export default function TypePage() {
  const { type, specialties, providerKinds, today } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("credential.type.page", { name: type.name })}
        beside={type.active ? undefined : <ToneTag tone="ended">{say("credential.type.retired")}</ToneTag>}
        back={{ to: "/network/credentials/types", label: say("credential.type.all") }}
      />
      <Stack>
        <RequirementsCard type={type} specialties={specialties} providerKinds={providerKinds} today={today} />
        <Card title={say("credential.type.facts")}>
          <Stack>
            <Facts
              facts={[
                { name: say("credential.type.code"), value: type.code },
                { name: say("credential.kind"), value: say.any(`credential.kinds.${type.kind}`) },
                { name: say("credential.type.held-by"), value: say.any(`credential.type.holders.${type.heldBy}`) },
              ]}
              columns={3}
            />
            <ActForm formId="describe">
              <HiddenField name="intent" value="describe" />
              <TypeFields known={type} />
              <SubmitButton look="secondary">{say("credential.type.save")}</SubmitButton>
            </ActForm>
          </Stack>
        </Card>
      </Stack>
    </>
  );
}
