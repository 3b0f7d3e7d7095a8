// A bank account as both sides see it: its facts, the account it replaces, and what the reader may do with it. Shows the last four alone.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { knownCorrection } from "#app/models/payment/correction-codes";
import type { AccountLine } from "#app/models/payment/read-accounts.server";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import type { Column } from "./data-table";
import { type Fact, Facts } from "./facts";
import { Actions, Card, Columns, PageHeader, Stack } from "./layout-parts";
import { Notice } from "./notice";
import { StateTag, ToneTag } from "./state-tag";
import { HiddenField } from "./text-fields";

type Desk = "portal" | "finance";

type AccountPageProps = { account: AccountLine; inUse: AccountLine | null; desk: Desk };

export function AccountPage({ account, inUse, desk }: AccountPageProps) {
  const say = useSay();
  const back =
    desk === "portal"
      ? { to: "/portal/account", label: say("bank.own.title") }
      : { to: "/finance/accounts", label: say("bank.list.title") };
  return (
    <>
      <PageHeader
        title={say("bank.one.title", { account: account.account })}
        beside={<AccountTag account={account} />}
        lead={account.organizationName}
        back={back}
      />
      <Columns
        main={
          <Stack>
            <Waits account={account} />
            <Card title={say("bank.one.facts")}>
              <AccountFacts account={account} />
            </Card>
            <Before account={account} inUse={inUse} />
          </Stack>
        }
        aside={<Moves account={account} desk={desk} />}
      />
    </>
  );
}

export function AccountTag({ account }: { account: AccountLine }) {
  const say = useSay();
  return account.inUse ? (
    <ToneTag tone="done">{say("bank.one.in-use")}</ToneTag>
  ) : (
    <StateTag lifecycle="bank-account" state={account.state} />
  );
}

export function Waits({ account }: { account: AccountLine }) {
  const say = useSay();
  const formats = useFormats();
  return account.waits && account.usableFrom ? (
    <Notice tone="info">
      <p>{say("bank.one.waits", { at: formats.instant(account.usableFrom) })}</p>
    </Notice>
  ) : null;
}

function Before({ account, inUse }: Pick<AccountPageProps, "account" | "inUse">) {
  const say = useSay();
  if (account.inUse || (account.state !== "proposed" && !account.waits)) return null;
  return (
    <Card title={say("bank.one.before")}>
      {inUse ? <AccountFacts account={inUse} /> : <p>{say("bank.one.before-none")}</p>}
    </Card>
  );
}

export function AccountFacts({ account }: { account: AccountLine }) {
  const say = useSay();
  const formats = useFormats();
  const line = (name: string, value: string | null): Fact[] => (value ? [{ name, value }] : []);
  const act = (name: string, by: string | null, at: Date | null): Fact[] =>
    line(name, at && (by ? say("bank.one.by", { name: by, at: formats.instant(at) }) : formats.instant(at)));
  return (
    <Facts
      columns={2}
      facts={[
        { name: say("bank.one.number"), value: <span className="figures">{account.account}</span> },
        { name: say("bank.one.holder"), value: account.holder },
        { name: say("bank.one.kind"), value: say(`bank.one.kind-${account.kind as "us"}`) },
        ...line(say("bank.one.routing"), account.routing),
        ...line(say("bank.one.bic"), account.bic),
        ...(account.kind === "us"
          ? line(say("bank.one.type"), say(account.savings ? "bank.one.type-savings" : "bank.one.type-checking"))
          : []),
        ...(account.personal ? line(say("bank.one.personal"), say("word.yes")) : []),
        ...line(say("bank.one.contact"), account.contactEmail),
        ...act(say("bank.one.asked"), account.askedBy, account.createdAt),
        ...act(say("bank.one.confirmed"), account.confirmedBy, account.confirmedAt),
        ...act(say("bank.one.usable"), null, account.usableFrom),
        ...act(say("bank.one.ended"), account.endedBy, account.endedAt),
      ]}
    />
  );
}

function Moves({ account, desk }: { account: AccountLine; desk: Desk }) {
  if (account.state === "proposed") return <Decide account={account} desk={desk} />;
  return account.inUse || account.waits ? <StopIt account={account} /> : null;
}

function Decide({ account, desk }: { account: AccountLine; desk: Desk }) {
  const say = useSay();
  const [asks, others] = account.mine ? [null, ["withdraw"] as const] : ["confirm" as const, ["refuse"] as const];
  return (
    <Card title={say("bank.one.decide")} look={asks ? "act" : "plain"}>
      <p>{say(account.mine ? "bank.one.own" : `bank.one.decide-${desk}`)}</p>
      <Actions>
        {asks ? <Move move={asks} look="act" /> : null}
        {others.map((move) => (
          <Move key={move} move={move} look="secondary" />
        ))}
      </Actions>
    </Card>
  );
}

function Move({ move, look }: { move: "confirm" | "refuse" | "withdraw"; look: "act" | "secondary" }) {
  const say = useSay();
  return (
    <ActForm formId={move}>
      <HiddenField name="move" value={move} />
      <SubmitButton look={look}>{say(`bank.one.${move}`)}</SubmitButton>
    </ActForm>
  );
}

function StopIt({ account }: { account: AccountLine }) {
  const say = useSay();
  return (
    <Card title={say("bank.one.stop")}>
      <p>
        {say("bank.one.stop-lead")} {account.inUse ? say("bank.one.stop-used") : null}
      </p>
      <ActDetails summary={say("bank.one.stop")} formId="stop">
        <ActForm formId="stop">
          <HiddenField name="move" value="stop" />
          <SubmitButton look="danger">{say("bank.one.stop-button")}</SubmitButton>
        </ActForm>
      </ActDetails>
    </Card>
  );
}

/** @param address where an account stands, without its id */
export function useAccountColumns(address: string, partner: Column<AccountLine>[] = []): Column<AccountLine>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "account",
      header: say("bank.list.account"),
      main: true,
      cell: ({ id, account }) => (
        <Link to={`${address}/${id}`} className="figures">
          {account}
        </Link>
      ),
    },
    ...partner,
    { id: "holder", header: say("bank.list.holder"), cell: ({ holder }) => holder },
    { id: "state", header: say("bank.list.state"), cell: (account) => <AccountTag account={account} /> },
    {
      id: "asked",
      header: say("bank.list.asked"),
      whole: true,
      cell: ({ createdAt }) => formats.instantDay(createdAt),
    },
    {
      id: "usable",
      header: say("bank.list.usable"),
      whole: true,
      cell: ({ usableFrom }) => (usableFrom ? formats.instantDay(usableFrom) : "–"),
    },
  ];
}

type Correction = {
  readonly id: string;
  readonly code: string | null;
  readonly at: Date;
  readonly paymentNumber: string;
};

/** What banks asked to be corrected since an account was last entered. */
export function Corrections({ corrections }: { corrections: readonly Correction[] }) {
  const say = useSay();
  const formats = useFormats();
  if (corrections.length === 0) return null;
  return (
    <Notice tone="warning" title={say("bank.correction.title")}>
      <p>{say("bank.correction.lead")}</p>
      <ul>
        {corrections.map(({ id, code, at, paymentNumber }) => (
          <li key={id}>
            {say("bank.correction.line", {
              ...{ day: formats.instantDay(at), number: paymentNumber, code: code ?? "" },
              what: say(`bank.correction.${knownCorrection(code) ?? "other"}`),
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
