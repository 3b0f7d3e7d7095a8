// The parts of the books' page: balances fund by fund, closing a month, the proof, the journal, the months. Takes plain values; adds no booking.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { BookMonth, TrialLine } from "#app/models/payment/books.server";
import { addMonths } from "#app/models/values/calendar-day";
import { sumCents } from "#app/models/values/money";
import {
  ActForm,
  ButtonLink,
  Card,
  type Column,
  DataTable,
  HiddenField,
  Money,
  Notice,
  Stack,
  SubmitButton,
  type Tone,
  ToneTag,
} from "./parts";
import { Sums } from "./sums";

const MOST_MONTHS_SHOWN = 18;

const monthParameter = (month: string) => `month=${month.slice(0, 7)}`;

export function TrialBalance({ month, lines }: { month: string; lines: readonly TrialLine[] }) {
  const say = useSay();
  const funds = [
    ...new Map(lines.map(({ fundId, fundCode, fundName }) => [fundId, { fundId, fundCode, fundName }])).values(),
  ];
  const debits = sumCents(lines.map(({ debitCents }) => debitCents));
  const credits = sumCents(lines.map(({ creditCents }) => creditCents));
  return (
    <Stack>
      <Card title={say("books.trial", { month })}>
        <p className="soft">{say("books.trial-lead")}</p>
        {lines.length === 0 ? (
          <p>{say("books.trial-empty")}</p>
        ) : (
          <Sums
            sums={[
              { name: say("books.debit"), cents: debits },
              { name: say("books.credit"), cents: credits },
              {
                name: say("books.difference"),
                cents: debits - credits,
                note: say(debits === credits ? "books.balanced" : "books.not-balanced"),
              },
            ]}
          />
        )}
      </Card>
      {funds.map(({ fundId, fundCode, fundName }) => (
        <Fund key={fundId} name={`${fundName} (${fundCode})`} lines={lines.filter((line) => line.fundId === fundId)} />
      ))}
    </Stack>
  );
}

type Amounts = "openingCents" | "debitCents" | "creditCents" | "closingCents";

function Fund({ name, lines }: { name: string; lines: readonly TrialLine[] }) {
  const say = useSay();
  const amount = (id: "opening" | "debit" | "credit" | "closing", of: Amounts): Column<TrialLine> => ({
    id,
    header: say(`books.${id}`),
    figures: true,
    cell: (line) => <Money cents={line[of]} />,
  });
  return (
    <Card title={name}>
      <DataTable
        caption={name}
        columns={[
          {
            id: "account",
            header: say("books.account"),
            main: true,
            cell: ({ account }) => say(`books.accounts.${account}`),
          },
          amount("opening", "openingCents"),
          amount("debit", "debitCents"),
          amount("credit", "creditCents"),
          amount("closing", "closingCents"),
        ]}
        rows={lines}
        rowKey={({ account }) => account}
      />
    </Card>
  );
}

interface Close {
  readonly shown: BookMonth;
  readonly months: readonly BookMonth[];
  readonly seen: string;
  readonly undecided: number;
  readonly mayClose: boolean;
}

/** What can be done about the month, or why nothing can. */
export function CloseMonth({ shown, months, seen, undecided, mayClose }: Close) {
  const say = useSay();
  const formats = useFormats();
  const month = formats.monthOf(shown.month);
  const next = months.find(({ state }) => state === "next");
  if (shown.state === "closed") {
    return (
      <Notice tone="done" title={say("books.states.closed")}>
        {shown.closedBy && shown.closedAt
          ? say("books.closed-by", { name: shown.closedBy, at: formats.instant(shown.closedAt) })
          : null}
      </Notice>
    );
  }
  if (shown.state !== "next") {
    return (
      <Notice tone="info">
        {shown.state === "running"
          ? say("books.not-yet", { month, day: formats.day(addMonths(shown.month, 1)) })
          : say("books.not-next", { month: next ? formats.monthOf(next.month) : "" })}
      </Notice>
    );
  }
  return (
    <Card title={say("books.close", { month })} look={mayClose ? "act" : "plain"}>
      <p>{say("books.close-lead", { month })}</p>
      {undecided > 0 ? <p>{say("books.close-waiting", { count: undecided })}</p> : null}
      {mayClose ? (
        <ActForm formId="close">
          <HiddenField name="month" value={shown.month} />
          <HiddenField name="seen" value={seen} />
          <SubmitButton look="act">{say("books.close-button", { month })}</SubmitButton>
        </ActForm>
      ) : (
        <p className="soft">{say("books.close-approver")}</p>
      )}
    </Card>
  );
}

interface Check {
  readonly at: Date;
  readonly asked: number;
  readonly broken: readonly string[];
}

export function Proved({ check }: { check: Check | null }) {
  const say = useSay();
  const formats = useFormats();
  if (check && check.broken.length > 0) {
    const failed = { at: formats.instant(check.at), count: check.broken.length, all: check.asked };
    return (
      <Notice tone="error" title={say("books.proved")}>
        {say("books.proved-broken", failed)}
      </Notice>
    );
  }
  return (
    <Card title={say("books.proved")}>
      <p>
        {check
          ? say("books.proved-whole", { at: formats.instant(check.at), count: check.asked })
          : say("books.proved-never")}
      </p>
    </Card>
  );
}

export function Journal({ month, uncoded }: { month: string; uncoded: number }) {
  const say = useSay();
  return (
    <Card title={say("books.journal")} aside={<Link to="/finance/books/codes">{say("books.codes-link")}</Link>}>
      <p>{say("books.journal-lead")}</p>
      {uncoded > 0 ? <p className="soft">{say("books.journal-uncoded", { count: uncoded })}</p> : null}
      <ButtonLink to={`/finance/books/journal?${monthParameter(month)}`} look="secondary" download>
        {say("books.journal-button")}
      </ButtonLink>
    </Card>
  );
}

const TONES: Readonly<Record<BookMonth["state"], Tone>> = {
  closed: "done",
  next: "act",
  open: "waiting",
  running: "going",
};

export function Months({ months, shown }: { months: readonly BookMonth[]; shown: string }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("books.months")}>
      <ul className="plain-list">
        {months.slice(0, MOST_MONTHS_SHOWN).map(({ month, state }) => (
          <li key={month} className="line-with-button">
            <Link to={`/finance/books?${monthParameter(month)}`} aria-current={month === shown ? "page" : undefined}>
              {formats.monthOf(month)}
            </Link>
            <ToneTag tone={TONES[state]}>{say(`books.states.${state}`)}</ToneTag>
          </li>
        ))}
      </ul>
    </Card>
  );
}
