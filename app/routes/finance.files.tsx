// How the agency's payment files are made: which kind its bank takes, and how the bank knows the agency.
import { useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { FILE_FORMATS, OriginForm } from "#app/models/payment/account-forms";
import { masked } from "#app/models/payment/account-number";
import { readOrigin, saveOrigin } from "#app/models/payment/origin.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, Columns, Facts, PageHeader, RadioGroup, SubmitButton, TextField } from "#app/ui/parts";

export const handle: PageHandle = { title: "bank.origin.title" };

export const loader = loaderFor("batch:read", {}, async ({ actor, db }) => {
  const origin = await readOrigin(db, agencyOf(actor));
  return {
    origin: origin && { ...origin, account: masked(origin.ending ?? "") },
    name: actor.houseName,
    changes: mayDo(actor, "payment:origin"),
  };
});

export const action = actionFor("payment:origin", { form: OriginForm }, async ({ actor, db, form }) => {
  await saveOrigin(db, actor, form);
  return redirectTo("/finance/files", "bank.origin.saved");
});

export default function FilesPage() {
  const { changes } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("bank.origin.title")}
        lead={say("bank.origin.lead")}
        back={{ to: "/finance/batches", label: say("bank.origin.back") }}
      />
      <Columns main={changes ? <Change /> : <Card>{say("bank.origin.approver-only")}</Card>} aside={<Now />} />
    </>
  );
}

function Now() {
  const { origin } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("bank.origin.now")}>
      {origin ? (
        <Facts
          facts={[
            { name: say("bank.origin.format"), value: say(`bank.origin.${origin.format}`) },
            { name: say("bank.origin.name"), value: origin.name },
            {
              name: say("bank.origin.changed-name"),
              value: say("bank.origin.changed", { name: origin.changedBy, at: formats.instant(origin.changedAt) }),
            },
          ]}
        />
      ) : (
        <p>{say("bank.origin.none")}</p>
      )}
    </Card>
  );
}

function Change() {
  const { origin, name } = useLoaderData<typeof loader>();
  const say = useSay();
  const account = origin?.account
    ? say("bank.origin.account-kept", { account: origin.account })
    : say("bank.origin.account-hint");
  return (
    <Card>
      <ActForm formId="origin">
        <RadioGroup
          name="format"
          label={say("bank.origin.format")}
          defaultValue={origin?.format ?? "csv"}
          options={FILE_FORMATS.map((value) => ({
            value,
            label: say(`bank.origin.${value}`),
            hint: say(`bank.origin.${value}-hint`),
          }))}
        />
        <TextField name="name" label={say("bank.origin.name")} maxLength={70} defaultValue={origin?.name ?? name} />
        <Optional name="identification" texts="identification" most={10} value={origin?.identification} />
        <Optional name="bankName" texts="bank" most={23} value={origin?.bankName} />
        <Optional name="routing" texts="routing" most={9} value={origin?.routing} />
        <TextField
          name="account"
          label={say("bank.origin.account")}
          hint={account}
          maxLength={60}
          autoComplete="off"
          optional
        />
        <Optional name="bic" texts="bic" most={11} value={origin?.bic} />
        <SubmitButton>{say("bank.origin.button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

type OptionalProps = {
  name: string;
  texts: "identification" | "bank" | "routing" | "bic";
  most: number;
  value: string | null | undefined;
};

function Optional({ name, texts, most, value }: OptionalProps) {
  const say = useSay();
  return (
    <TextField
      name={name}
      label={say(`bank.origin.${texts}`)}
      hint={say(`bank.origin.${texts}-hint`)}
      maxLength={most}
      defaultValue={value ?? ""}
      optional
    />
  );
}
