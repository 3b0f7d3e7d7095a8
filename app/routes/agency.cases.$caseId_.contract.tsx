// The contract between client and agency: what each promises, drafted, signed together, and ended. Prints as it stands.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readCase } from "#app/models/case/read.server";
import { keepDocument } from "#app/models/consent/document-store.server";
import { fileDocument } from "#app/models/consent/documents.server";
import {
  type ContractLine,
  draftContract,
  endContract,
  readContracts,
  signContract,
} from "#app/models/plan/contract.server";
import { ContractPageForm } from "#app/models/plan/forms";
import { localDay } from "#app/models/values/calendar-day";
import { asId, type CaseId, type ClientId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Card,
  DateField,
  Facts,
  HiddenField,
  PageHeader,
  ScreenOnly,
  Stack,
  StateTag,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";
import { SigningFields } from "#app/ui/signing-fields";

const params = z.object({ caseId: idParam<CaseId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["plan.contract.title", { number }]),
};

export const loader = loaderFor("case:read", { params, records: true }, async ({ actor, db, params: { caseId } }) => {
  const { number, client, mayWrite, state } = await readCase(db, actor, caseId);
  return {
    caseId,
    number,
    name: `${client.givenName} ${client.familyName}`,
    mayWrite: mayWrite && state !== "closed",
    contracts: await readContracts(db, caseId),
    today: localDay(await clock(db), actor.timeZone),
  };
});

export const action = actionFor(
  "case:write",
  { params, form: ContractPageForm, files: true },
  async ({ actor, db, params: { caseId }, form, files: [file] }) => {
    const page = `/agency/cases/${caseId}/contract`;
    if (form.intent === "draft") {
      await draftContract(db, actor, caseId, form);
      return redirectTo(page, "plan.contract.saved");
    }
    if (form.intent === "end") {
      await endContract(db, actor, form.contractId);
      return redirectTo(page, "plan.contract.ended");
    }
    const { client } = await readCase(db, actor, caseId);
    const paper =
      form.signedHow === "signed" && file
        ? await fileDocument(db, actor, asId<ClientId>(client.id), await keepDocument(file))
        : null;
    await signContract(db, actor, form.contractId, form, paper);
    return redirectTo(page, "plan.contract.signed");
  },
);

export default function ContractPage() {
  const { caseId, number, name, mayWrite, contracts } = useLoaderData<typeof loader>();
  const say = useSay();
  const draft = contracts.find(({ state }) => state === "draft");
  return (
    <>
      <PageHeader
        title={say("plan.contract.title", { number })}
        lead={say("plan.contract.lead", { name })}
        back={{ to: `/agency/cases/${caseId}`, label: say("plan.versions.back", { number }) }}
      />
      <Stack>
        {contracts.map((contract) => (
          <ContractCard key={contract.id} contract={contract} />
        ))}
        {mayWrite ? (
          <ScreenOnly>
            <ActDetails
              summary={say(draft ? "plan.contract.change" : "plan.contract.draft")}
              formId="draft"
              open={contracts.length === 0}
            >
              <DraftForm of={draft ?? contracts[0]} />
            </ActDetails>
          </ScreenOnly>
        ) : null}
      </Stack>
    </>
  );
}

function ContractCard({ contract }: { contract: ContractLine }) {
  const { name, mayWrite } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { state, version, signedAt, signedDocumentId } = contract;
  const until = contract.endsOn ? formats.day(contract.endsOn) : say("plan.contract.open-end");
  return (
    <Card
      title={say("plan.versions.version", { version })}
      aside={<StateTag lifecycle="contract" state={state} />}
      look={state === "draft" ? "act" : "plain"}
    >
      <Facts
        facts={[
          { name: say("plan.contract.agency"), value: <span className="note-words">{contract.agencyPromises}</span> },
          {
            name: say("plan.contract.client", { name }),
            value: <span className="note-words">{contract.clientPromises}</span>,
          },
          { name: say("plan.contract.days"), value: `${formats.day(contract.startsOn)} – ${until}` },
          ...(signedAt
            ? [
                {
                  name: say("plan.page.signed"),
                  value: say("plan.page.signed-value", {
                    day: formats.instantDay(signedAt),
                    name: contract.signedName ?? name,
                  }),
                },
                {
                  name: say("plan.page.signed-how"),
                  value: [say.any(`consent.given.${contract.signedHow}`), contract.witness ?? ""]
                    .filter((part) => part !== "")
                    .join(": "),
                },
              ]
            : []),
        ]}
      />
      {signedDocumentId ? (
        <Link to={`/documents/${signedDocumentId}`} reloadDocument>
          {say("plan.page.paper-file")}
        </Link>
      ) : null}
      {mayWrite ? <ContractMoves contract={contract} /> : null}
    </Card>
  );
}

function ContractMoves({ contract: { id, state } }: { contract: ContractLine }) {
  const { name } = useLoaderData<typeof loader>();
  const say = useSay();
  if (state !== "draft" && state !== "signed") return null;
  const end = say(state === "draft" ? "plan.contract.discard" : "plan.contract.end");
  return (
    <ScreenOnly>
      {state === "draft" ? (
        <ActDetails summary={say("plan.page.sign", { name })} formId="sign">
          <ActForm formId="sign" files>
            <HiddenField name="intent" value="sign" />
            <HiddenField name="contractId" value={id} />
            <SigningFields name={name} agrees={say("plan.contract.agrees")} />
            <SubmitButton>{say("plan.contract.sign")}</SubmitButton>
          </ActForm>
        </ActDetails>
      ) : null}
      <ActDetails summary={end} formId={`end-${id}`}>
        <ActForm formId={`end-${id}`}>
          <HiddenField name="intent" value="end" />
          <HiddenField name="contractId" value={id} />
          <SubmitButton look="danger">{end}</SubmitButton>
        </ActForm>
      </ActDetails>
    </ScreenOnly>
  );
}

function DraftForm({ of }: { of: ContractLine | undefined }) {
  const { today } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <ActForm formId="draft">
      <HiddenField name="intent" value="draft" />
      <TextArea
        name="agencyPromises"
        label={say("plan.contract.agency")}
        hint={say("plan.contract.agency-hint")}
        defaultValue={of?.agencyPromises}
        maxLength={4000}
      />
      <TextArea
        name="clientPromises"
        label={say("plan.contract.client-label")}
        hint={say("plan.contract.client-hint")}
        defaultValue={of?.clientPromises}
        maxLength={4000}
      />
      <DateField
        name="startsOn"
        label={say("plan.contract.starts")}
        defaultValue={of?.state === "draft" ? of.startsOn : today}
      />
      <DateField name="endsOn" label={say("plan.contract.ends")} defaultValue={of?.endsOn ?? undefined} optional />
      <SubmitButton look="secondary">{say("plan.contract.save")}</SubmitButton>
    </ActForm>
  );
}
