// The pages on which a house keeps other people's systems: their list, a new one, one of them, and its secret, once. From plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import type { Addresses } from "#app/interop/fhir/systems";
import type { Scope } from "#app/models/partner/scopes";
import {
  ActForm,
  Actions,
  ButtonLink,
  Card,
  CheckboxGroup,
  type Column,
  DataTable,
  Empty,
  Facts,
  HiddenField,
  Notice,
  PageHeader,
  Stack,
  SubmitButton,
  TextField,
  ToneTag,
} from "./parts";

export interface PartnerOfPage {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly madeBy: string;
  readonly createdAt: Date | string;
  readonly secretMadeAt: Date | string;
  readonly lastUsedAt: Date | string | null;
  readonly revokedAt: Date | string | null;
}

/** Whose desk it is: an agency keeps senders' systems, a provider its own. */
export type PartnerDesk = "agency" | "organization";

const HOME: Readonly<Record<PartnerDesk, string>> = { agency: "/admin/partners", organization: "/portal/systems" };

export function PartnerList({ desk, partners }: { desk: PartnerDesk; partners: readonly PartnerOfPage[] }) {
  const say = useSay();
  const add = (
    <ButtonLink to={`${HOME[desk]}/new`} icon="add">
      {say("partner.list.new")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={say(`partner.list.title-${desk}`)} lead={say(`partner.list.lead-${desk}`)} actions={add} />
      <DataTable
        caption={say(`partner.list.title-${desk}`)}
        columns={useColumns(desk)}
        rows={[...partners]}
        rowKey={({ id }) => id}
        empty={
          <Empty title={say("partner.list.empty")} icon="autorenew">
            {say("partner.list.empty-lead")}
          </Empty>
        }
      />
    </>
  );
}

function useColumns(desk: PartnerDesk): Column<PartnerOfPage>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "name",
      header: say("partner.list.name"),
      main: true,
      sortBy: ({ name }) => name,
      cell: ({ id, name }) => (
        <ButtonLink to={`${HOME[desk]}/${id}`} look="quiet">
          {name}
        </ButtonLink>
      ),
    },
    { id: "maker", header: say("partner.list.made-by"), wideOnly: true, cell: ({ madeBy }) => madeBy },
    {
      id: "used",
      header: say("partner.list.last-used"),
      whole: true,
      cell: ({ lastUsedAt }) => (lastUsedAt ? formats.instant(lastUsedAt) : say("partner.list.never")),
    },
    {
      id: "state",
      header: say("partner.list.state"),
      cell: ({ revokedAt }) => (
        <ToneTag tone={revokedAt ? "ended" : "done"}>{say(`partner.list.${revokedAt ? "revoked" : "holds"}`)}</ToneTag>
      ),
    },
  ];
}

export interface MadePartner {
  readonly name: string;
  readonly clientId: string;
  readonly secret: string;
}

export function NewPartnerPage({
  desk,
  scopes,
  made,
  addresses,
}: {
  desk: PartnerDesk;
  scopes: readonly Scope[];
  made: MadePartner | null;
  addresses: Addresses;
}) {
  const say = useSay();
  const back = { to: HOME[desk], label: say(`partner.list.title-${desk}`) };
  if (made) return <MadePage made={made} addresses={addresses} back={back} />;
  return (
    <>
      <PageHeader title={say("partner.list.new")} back={back} />
      <Card>
        <ActForm formId="partner">
          <TextField name="name" label={say("partner.new.name")} hint={say("partner.new.name-hint")} maxLength={80} />
          <CheckboxGroup
            name="scopes"
            label={say("partner.new.scopes")}
            hint={say("partner.new.scopes-hint")}
            defaultValue={[...scopes]}
            options={scopes.map((scope) => ({ value: scope, label: say(`partner.scope.${scope}`) }))}
          />
          <Actions>
            <SubmitButton>{say("partner.new.make")}</SubmitButton>
            <ButtonLink to={HOME[desk]} look="quiet">
              {say("ui.form.cancel")}
            </ButtonLink>
          </Actions>
        </ActForm>
      </Card>
    </>
  );
}

interface Back {
  readonly to: string;
  readonly label: string;
}

function MadePage({ made, addresses, back }: { made: MadePartner; addresses: Addresses; back: Back }) {
  const say = useSay();
  return (
    <>
      <PageHeader title={say("partner.made.title", { name: made.name })} back={back} />
      <Card>
        <Stack>
          <Notice tone="warning">
            <p>{say("partner.made.lead")}</p>
          </Notice>
          <Facts
            facts={[
              { name: say("partner.made.client-id"), value: <code>{made.clientId}</code> },
              { name: say("partner.made.secret"), value: <code>{made.secret}</code> },
              { name: say("partner.made.token"), value: <code>{addresses.token}</code> },
              { name: say("partner.made.base"), value: <code>{addresses.base}</code> },
            ]}
          />
          <Actions>
            <ButtonLink to={back.to}>{say("partner.made.done")}</ButtonLink>
          </Actions>
        </Stack>
      </Card>
    </>
  );
}

export function PartnerPage({
  desk,
  partner,
  webhook,
  made,
  addresses,
}: {
  desk: PartnerDesk;
  partner: PartnerOfPage;
  /** Where it is told of changes, if it is. */
  webhook: Telling | null;
  made: MadePartner | null;
  addresses: Addresses;
}) {
  const say = useSay();
  const formats = useFormats();
  const back = { to: HOME[desk], label: say(`partner.list.title-${desk}`) };
  if (made) return <MadePage made={made} addresses={addresses} back={back} />;
  const { revokedAt } = partner;
  return (
    <>
      <PageHeader title={partner.name} back={back} />
      <Stack>
        {revokedAt && (
          <Notice tone="info">
            <p>{say("partner.one.is-revoked", { day: formats.instantDay(revokedAt) })}</p>
          </Notice>
        )}
        <Card title={say("partner.one.facts")}>
          <PartnerFacts partner={partner} />
        </Card>
        {!revokedAt && (
          <Card title={say("webhook.card")}>
            <p>{say("webhook.card-lead")}</p>
            <p className="soft">{telling(say, webhook)}</p>
            <ButtonLink to={`${HOME[desk]}/${partner.id}/webhook`} look="secondary">
              {say("webhook.open")}
            </ButtonLink>
          </Card>
        )}
        {!revokedAt && <PartnerDeeds />}
      </Stack>
    </>
  );
}

interface Telling {
  readonly url: string;
  readonly offAt: Date | string | null;
}

function telling(say: ReturnType<typeof useSay>, webhook: Telling | null): string {
  if (webhook === null) return say("webhook.none");
  return webhook.offAt ? say("webhook.is-off") : say("webhook.is-on", { url: webhook.url });
}

function PartnerFacts({ partner }: { partner: PartnerOfPage }) {
  const say = useSay();
  const formats = useFormats();
  const scopes = (
    <ul className="plain-list">
      {partner.scopes.map((scope) => (
        <li key={scope}>{say(`partner.scope.${scope as Scope}`)}</li>
      ))}
    </ul>
  );
  return (
    <Facts
      facts={[
        { name: say("partner.made.client-id"), value: <code>{partner.id}</code> },
        { name: say("partner.list.scopes"), value: scopes },
        { name: say("partner.list.made-by"), value: partner.madeBy },
        { name: say("partner.one.let-in"), value: formats.instantDay(partner.createdAt) },
        { name: say("partner.one.secret-since"), value: formats.instant(partner.secretMadeAt) },
        {
          name: say("partner.list.last-used"),
          value: partner.lastUsedAt ? formats.instant(partner.lastUsedAt) : say("partner.list.never"),
        },
      ]}
    />
  );
}

function PartnerDeeds() {
  const say = useSay();
  return (
    <>
      {(["rotate", "revoke"] as const).map((intent) => (
        <Card key={intent} title={say(`partner.one.${intent}-title`)}>
          <ActForm formId={intent}>
            <p>{say(`partner.one.${intent}-lead`)}</p>
            <HiddenField name="intent" value={intent} />
            <SubmitButton look={intent === "revoke" ? "danger" : "secondary"}>
              {say(`partner.one.${intent}`)}
            </SubmitButton>
          </ActForm>
        </Card>
      ))}
    </>
  );
}
