// Credentials as both sides see them: lists, one with its facts and history, and the provider's form. Takes plain values; verifies nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { AskedLine, CredentialChoices } from "#app/models/practitioner/asked.server";
import { CREDENTIAL_KINDS } from "#app/models/practitioner/credential-forms";
import type { CredentialLine, CredentialOfPage } from "#app/models/practitioner/read-credentials.server";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { type Option, type OptionGroup, SelectField } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { Facts } from "./facts";
import { Card, Empty } from "./layout-parts";
import { StateTag, ToneTag } from "./state-tag";
import { DateField, FileField, HiddenField, TextField } from "./text-fields";

type Named = Pick<CredentialLine, "kind" | "typeName">;

/** The agency's name for it, else its kind. */
export function useCredentialName() {
  const say = useSay();
  return ({ kind, typeName }: Named): string => typeName ?? say.any(`credential.kinds.${kind}`);
}

type Held = Pick<CredentialLine, "practitioner" | "place">;

export function useHolder() {
  const say = useSay();
  return ({ practitioner, place }: Held): string => practitioner ?? place ?? say("credential.organization");
}

/** The columns both desks have; `at` is where one of them is shown. */
export function useCredentialColumns<Line extends CredentialLine>(at: string): Column<Line>[] {
  const say = useSay();
  const formats = useFormats();
  const name = useCredentialName();
  const holder = useHolder();
  return [
    {
      id: "what",
      header: say("credential.what"),
      main: true,
      cell: (line) => (
        <>
          <Link to={`${at}/${line.id}`}>{name(line)}</Link>{" "}
          {line.number ? <span className="soft figures">{line.number}</span> : null}
        </>
      ),
    },
    { id: "holder", header: say("credential.holder"), cell: holder },
    {
      id: "last-day",
      header: say("credential.last-day"),
      cell: ({ lastDay }) => (lastDay ? formats.day(lastDay) : say("credential.no-last-day")),
    },
    {
      id: "state",
      header: say("credential.state"),
      cell: ({ state, renewed }) =>
        renewed ? (
          <ToneTag tone="ended">{say("credential.renewed")}</ToneTag>
        ) : (
          <StateTag lifecycle="credential" state={state} />
        ),
    },
  ];
}

type CredentialTableProps = { credentials: readonly CredentialLine[]; at: string };

export function CredentialTable({ credentials, at }: CredentialTableProps) {
  const say = useSay();
  return (
    <DataTable
      caption={say("credential.title")}
      columns={useCredentialColumns<CredentialLine>(at)}
      rows={credentials}
      rowKey={({ id }) => id}
      empty={
        <Empty title={say("credential.own.empty")} icon="verified-user">
          {say("credential.own.empty-lead")}
        </Empty>
      }
    />
  );
}

/** What agencies ask of this provider, what is missing first. */
export function AskedTable({ asked }: { asked: readonly AskedLine[] }) {
  const say = useSay();
  const columns: Column<AskedLine>[] = [
    { id: "name", header: say("credential.what"), main: true, cell: ({ name }) => name },
    { id: "agency", header: say("credential.own.agency"), cell: ({ agency }) => agency },
    { id: "where", header: say("credential.own.where"), cell: ({ where }) => where },
    {
      id: "state",
      header: say("credential.state"),
      cell: ({ held, waits }) =>
        held ? (
          <ToneTag tone="done">{say("credential.own.held")}</ToneTag>
        ) : (
          <ToneTag tone={waits ? "waiting" : "act"}>
            {say(waits ? "credential.own.waits" : "credential.own.missing")}
          </ToneTag>
        ),
    },
    {
      id: "add",
      header: say("credential.own.add"),
      headerHidden: true,
      cell: ({ held, waits, code, name }) =>
        held || waits ? null : (
          <Link to={`/portal/credentials/new?type=${code}`}>
            {say("credential.own.add")}
            <span className="usa-sr-only">: {name}</span>
          </Link>
        ),
    },
  ];
  return (
    <DataTable
      caption={say("credential.own.asked")}
      columns={columns}
      rows={asked}
      rowKey={({ agency, code }) => `${agency} ${code}`}
      empty={<p className="soft">{say("credential.own.nothing-asked")}</p>}
    />
  );
}

type CredentialFieldsProps = {
  choices: CredentialChoices;
  chosen: { readonly what: string; readonly of: string; readonly number: string; readonly issuer: string };
  /** The one it takes the place of, whose kind and holder stay. */
  renews: { readonly id: string; readonly what: string; readonly of: string; readonly from: string } | null;
};

export function CredentialFields({ choices, chosen, renews }: CredentialFieldsProps) {
  const say = useSay();
  const formats = useFormats();
  return (
    <ActForm formId="credential" files>
      {renews ? (
        <>
          <HiddenField name="renewsId" value={renews.id} />
          <HiddenField name="what" value={chosen.what} />
          <HiddenField name="of" value={chosen.of} />
          <Facts
            facts={[
              { name: say("credential.what"), value: renews.what },
              { name: say("credential.holder"), value: renews.of },
            ]}
            columns={2}
          />
        </>
      ) : (
        <WhatAndOf choices={choices} chosen={chosen} />
      )}
      <TextField name="number" label={say("credential.number")} maxLength={80} defaultValue={chosen.number} optional />
      <TextField name="issuer" label={say("credential.issuer")} maxLength={160} defaultValue={chosen.issuer} />
      <DateField name="issuedOn" label={say("credential.add.issued")} defaultValue={renews?.from} />
      <DateField
        name="lastDay"
        label={say("credential.last-day")}
        hint={say("credential.add.last-day-hint")}
        optional
      />
      <FileField
        name="proof"
        label={say("credential.proof")}
        hint={say("credential.add.proof-hint", { size: formats.bytes(20_000_000) })}
        optional
      />
      <SubmitButton>{say(renews ? "credential.add.renew" : "credential.add.save")}</SubmitButton>
    </ActForm>
  );
}

function WhatAndOf({ choices, chosen }: Pick<CredentialFieldsProps, "choices" | "chosen">) {
  const say = useSay();
  const what = useWhatOptions(choices);
  const holders = useHolderOptions(choices);
  return (
    <>
      <SelectField name="what" label={say("credential.what")} options={what} defaultValue={chosen.what} />
      <SelectField name="of" label={say("credential.holder")} options={holders} defaultValue={chosen.of} />
    </>
  );
}

function useWhatOptions({ types }: CredentialChoices): (Option | OptionGroup)[] {
  const say = useSay();
  const others = CREDENTIAL_KINDS.map((kind) => ({ value: `kind:${kind}`, label: say(`credential.kinds.${kind}`) }));
  if (types.length === 0) return others;
  return [
    {
      label: say("credential.add.asked"),
      options: types.map(({ code, name }) => ({ value: `type:${code}`, label: name })),
    },
    { label: say("credential.add.other"), options: others },
  ];
}

function useHolderOptions({ staff, places }: CredentialChoices): (Option | OptionGroup)[] {
  const say = useSay();
  const groups = [
    {
      label: say("credential.add.people"),
      options: staff.map(({ id, name }) => ({ value: `practitioner:${id}`, label: name })),
    },
    {
      label: say("credential.add.places"),
      options: places.map(({ id, name }) => ({ value: `location:${id}`, label: name })),
    },
  ];
  return [
    { value: "organization", label: say("credential.organization") },
    ...groups.filter(({ options }) => options.length > 0),
  ];
}

/** Everything said of one credential. */
export function CredentialFacts({ credential }: { credential: CredentialOfPage }) {
  const say = useSay();
  const formats = useFormats();
  const holder = useHolder();
  const { number, issuer, issuedOn, lastDay, document, verifiedAt, verifiedBy, verifiedHow, stateWords, revokedOn } =
    credential;
  const facts = [
    { name: say("credential.provider"), value: credential.organizationName },
    { name: say("credential.holder"), value: holder(credential) },
    { name: say("credential.number"), value: number },
    { name: say("credential.issuer"), value: issuer },
    { name: say("credential.issued-on"), value: issuedOn ? formats.day(issuedOn) : null },
    { name: say("credential.last-day"), value: lastDay ? formats.day(lastDay) : say("credential.no-last-day") },
    {
      name: say("credential.proof"),
      value: document?.id ? (
        <Link to={`/documents/${document.id}`} reloadDocument download>
          {document.name}
        </Link>
      ) : (
        say("credential.no-proof")
      ),
    },
  ];
  if (verifiedAt) {
    facts.push(
      { name: say("credential.one.verified", { day: formats.instantDay(verifiedAt) }), value: verifiedHow },
      { name: say("credential.one.verified-by"), value: verifiedBy ?? say("credential.one.by-desk") },
    );
  }
  if (revokedOn)
    facts.push({ name: say("credential.one.revoked", { day: formats.day(revokedOn) }), value: stateWords });
  else if (stateWords) facts.push({ name: say("credential.one.why"), value: stateWords });
  return (
    <Card title={say("credential.one.facts")}>
      <Facts facts={facts} columns={2} />
    </Card>
  );
}

export function CredentialHistory({ credential, at }: { credential: CredentialOfPage; at: string }) {
  const say = useSay();
  const formats = useFormats();
  const columns = useCredentialColumns<CredentialLine>(at);
  const { notices, others } = credential;
  return (
    <>
      <Card title={say("credential.one.history")}>
        <DataTable
          caption={say("credential.one.history-lead")}
          columns={columns.filter(({ id }) => id !== "holder")}
          rows={others}
          rowKey={({ id }) => id}
          empty={<p className="soft">{say("credential.one.no-history")}</p>}
        />
      </Card>
      <Card title={say("credential.one.notices")}>
        {notices.length === 0 ? <p className="soft">{say("credential.one.no-notice")}</p> : null}
        <ul className="plain-list">
          {notices.map(({ days, at: sentAt }) => (
            <li key={days}>
              {days === 0 ? say("credential.one.notice-end") : say("credential.one.notice-days", { days })}
              {", "}
              {formats.instantDay(sentAt)}
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
