// Adds a credential with its proof, or the renewal of one. Verifies nothing: the network desk does.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { keepDocument } from "#app/models/consent/document-store.server";
import { readCredentialChoices } from "#app/models/practitioner/asked.server";
import { CredentialForm } from "#app/models/practitioner/credential-forms";
import { addCredential } from "#app/models/practitioner/credentials.server";
import { readCredential } from "#app/models/practitioner/read-credentials.server";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { type CredentialId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { CredentialFields, useCredentialName, useHolder } from "#app/ui/credential-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";

const query = z.object({
  type: z.string().max(60).catch("").default(""),
  renews: idParam<CredentialId>().optional().catch(undefined),
});

export const handle: PageHandle = { title: "credential.add.title" };

export const loader = loaderFor("organization:edit", { query }, async ({ actor, db, query: { type, renews } }) => {
  const organizationId = organizationOf(actor);
  const before = renews ? await readCredential(db, actor, renews) : null;
  if (before && before.organizationId !== organizationId) throw new Refusal("not-found", 404);
  const choices = await readCredentialChoices(db, organizationId);
  return { choices, before, type, holder: holderFor(choices.types.find(({ code }) => code === type)?.heldBy) };
});

/** Who holds most of its kind; the person still chooses which. */
const holderFor = (heldBy: string | undefined) =>
  heldBy === undefined || heldBy === "organization" ? "organization" : "";

export const action = actionFor(
  "organization:edit",
  { form: CredentialForm, files: true },
  async ({ actor, db, form, files: [file] }) => {
    const id = await addCredential(db, actor, form, file ? await keepDocument(file) : null);
    return redirectTo(`/portal/credentials/${id}`, "credential.add.done");
  },
);

export default function NewCredentialPage() {
  const { choices, before, type, holder } = useLoaderData<typeof loader>();
  const say = useSay();
  const name = useCredentialName();
  const holderName = useHolder();
  const from = before?.lastDay ? addDays(asCalendarDay(before.lastDay), 1) : "";
  return (
    <>
      <PageHeader
        title={say(before ? "credential.add.renew-title" : "credential.add.title")}
        lead={say(before ? "credential.add.renew-lead" : "credential.add.lead")}
        back={{ to: "/portal/credentials", label: say("credential.own.all") }}
      />
      <CredentialFields
        choices={choices}
        chosen={{
          what: before ? (before.typeCode ? `type:${before.typeCode}` : `kind:${before.kind}`) : type && `type:${type}`,
          of: before?.holder ?? holder,
          number: before?.number ?? "",
          issuer: before?.issuer ?? "",
        }}
        renews={before ? { id: before.id, what: name(before), of: holderName(before), from } : null}
      />
    </>
  );
}
