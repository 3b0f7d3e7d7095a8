// Changes what one check does, after trying it on the lines of the last three months.
import { Link, useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { EDIT_CODES, type EditCode, HELD_CODES } from "#app/models/invoice/edit-codes";
import { effectOf, type Forecast, type Verdict } from "#app/models/invoice/edits";
import { readEditRules } from "#app/models/invoice/facts.server";
import { CHECK_EFFECTS, CheckForm, checkQuery, PAYER_CODE_LENGTH } from "#app/models/invoice/rule-forms";
import { changeCheck } from "#app/models/invoice/rules.server";
import { tryRules } from "#app/models/invoice/trial";
import { readBilledLines } from "#app/models/invoice/trial.server";
import { Refusal } from "#app/models/values/refusal";
import { VerdictTag } from "#app/ui/edit-parts";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  type Column,
  Columns,
  DataTable,
  FilterBar,
  HiddenField,
  Money,
  NumberField,
  PageHeader,
  SelectField,
  Stack,
  StateTag,
  SubmitButton,
  TextField,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "review.check.page" };

/** So many examples show what a change means. */
const SHOWN = 20;

export const loader = loaderFor("invoice:rules", { query: checkQuery }, async ({ actor, db, query }) => {
  const code = EDIT_CODES.find((known) => known === query.code);
  if (!code) throw new Refusal("not-found", 404);
  const rules = await readEditRules(db, agencyOf(actor));
  const effect = query.effect ?? effectOf(code, rules);
  const limitDays = code === "late_filing" ? (query.limitDays ?? rules.filingDays) : null;
  const tried = query.effect !== undefined;
  const asked = { effects: { ...rules.effects, [code]: effect }, filingDays: limitDays ?? rules.filingDays };
  const trial = tried ? tryRules(await readBilledLines(db, agencyOf(actor), actor.timeZone), rules, asked) : null;
  return {
    code,
    effect,
    limitDays,
    payerCode: rules.payerCodes[code] ?? "",
    fixed: (HELD_CODES as readonly string[]).includes(code),
    trial: trial && { ...trial, changed: trial.changed.slice(0, SHOWN), count: trial.changed.length },
  };
});

export const action = actionFor("invoice:rules", { form: CheckForm }, async ({ actor, db, form }) => {
  await changeCheck(db, actor, { ...form, code: form.code as EditCode });
  return redirectTo("/finance/checks", "review.done.check");
});

export default function ChangeCheckPage() {
  const { code, effect, limitDays, fixed, payerCode, trial } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say(`edits.name.${code}`)}
        lead={fixed ? say("review.check.fixed") : say("review.check.lead")}
        back={{ to: "/finance/checks", label: say("review.check.back") }}
      />
      <Stack>
        {fixed ? null : (
          <FilterBar keep={{ code }} applyLabel={say("review.check.try")}>
            <SelectField
              name="effect"
              label={say("review.check.effect")}
              defaultValue={effect}
              emptyLabel={null}
              options={CHECK_EFFECTS.map((value) => ({ value, label: say(`edits.effect.${value}`) }))}
            />
            {limitDays === null ? null : (
              <NumberField name="limitDays" label={say("review.check.limit")} defaultValue={String(limitDays)} />
            )}
          </FilterBar>
        )}
        <Columns
          main={trial ? <TrialCard /> : null}
          aside={
            <Card title={say("review.check.save")} look={trial || fixed ? "act" : "plain"}>
              <ActForm formId="check">
                <HiddenField name="code" value={code} />
                <HiddenField name="effect" value={effect} />
                {limitDays === null ? null : <HiddenField name="limitDays" value={String(limitDays)} />}
                {fixed ? null : (
                  <p>
                    <strong>{say(`edits.effect.${effect}`)}</strong>
                    {limitDays === null ? null : ` ${say("review.checks.days", { count: limitDays })}`}
                  </p>
                )}
                <TextField
                  name="payerCode"
                  label={say("review.check.payer")}
                  hint={say("review.check.payer-hint")}
                  defaultValue={payerCode}
                  maxLength={PAYER_CODE_LENGTH}
                  size="short"
                  optional
                />
                <p className="soft">{say("review.check.save-lead")}</p>
                <SubmitButton>{say("review.check.save")}</SubmitButton>
              </ActForm>
            </Card>
          }
        />
      </Stack>
    </>
  );
}

const VERDICTS: readonly Verdict[] = ["passes", "look", "held"];

function TrialCard() {
  const { trial } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  if (!trial) return null;
  const side = (forecast: Forecast, verdict: Verdict) => (
    <>
      {formats.count(forecast[verdict].count)} · <Money cents={forecast[verdict].cents} />
    </>
  );
  const columns: Column<{ verdict: Verdict }>[] = [
    {
      id: "verdict",
      header: say("review.trial.verdict"),
      main: true,
      cell: ({ verdict }) => <VerdictTag verdict={verdict} />,
    },
    { id: "now", header: say("review.trial.now"), figures: true, cell: ({ verdict }) => side(trial.before, verdict) },
    { id: "then", header: say("review.trial.after"), figures: true, cell: ({ verdict }) => side(trial.after, verdict) },
  ];
  return (
    <Card title={say("review.trial.title")}>
      <p>
        {trial.count === 0
          ? say("review.trial.none")
          : say("review.trial.lead", { count: trial.count, all: formats.count(trial.all) })}
      </p>
      {trial.approvedButHeld > 0 ? (
        <p>
          <strong>{say("review.trial.approved-held", { count: trial.approvedButHeld })}</strong>
        </p>
      ) : null}
      <DataTable
        caption={say("review.trial.title")}
        columns={columns}
        rows={VERDICTS.map((verdict) => ({ verdict }))}
        rowKey={({ verdict }) => verdict}
        sortParameter="sums"
      />
      <p className="soft">{say("review.trial.not-asked")}</p>
      {trial.count > 0 ? <Examples /> : null}
    </Card>
  );
}

function Examples() {
  const { trial } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const changed = trial?.changed ?? [];
  const columns: Column<(typeof changed)[number]>[] = [
    {
      id: "line",
      header: say("finance.invoices.number"),
      main: true,
      cell: ({ line }) => (
        <>
          <Link to={`/finance/invoices/${line.invoiceId}`}>{line.number}</Link>
          <br />
          <span className="soft">
            {line.organizationName} · {formats.day(line.serviceDay)}
          </span>
        </>
      ),
    },
    {
      id: "amount",
      header: say("review.trial.amount"),
      figures: true,
      cell: ({ line }) => <Money cents={line.amountCents} />,
    },
    { id: "was", header: say("review.trial.now"), cell: ({ was }) => <VerdictTag verdict={was} /> },
    { id: "would", header: say("review.trial.after"), cell: ({ would }) => <VerdictTag verdict={would} /> },
    {
      id: "decided",
      header: say("review.trial.decided"),
      cell: ({ line }) => <StateTag lifecycle="line" state={line.state} />,
    },
  ];
  return (
    <DataTable
      caption={say("review.trial.examples")}
      columns={columns}
      rows={changed}
      rowKey={({ line }) => line.id}
      sortParameter="examples"
    />
  );
}
