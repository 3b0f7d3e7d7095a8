// What each check does at the agency, what the payer calls it, and which clean lines pass without a person.
import { Link, useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { EDIT_CODES, type EditCode, type Effect, HELD_CODES } from "#app/models/invoice/edit-codes";
import { effectOf } from "#app/models/invoice/edits";
import { readEditRules } from "#app/models/invoice/facts.server";
import { RuleForm } from "#app/models/invoice/rule-forms";
import { changeReviewRule, readReviewRule } from "#app/models/invoice/rules.server";
import { plainMoney } from "#app/models/values/money";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  ButtonLink,
  Card,
  Checkbox,
  type Column,
  Columns,
  DataTable,
  MoneyField,
  NumberField,
  PageHeader,
  SubmitButton,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "review.checks.title" };

export const loader = loaderFor("invoice:review", {}, async ({ actor, db }) => {
  const rules = await readEditRules(db, agencyOf(actor));
  return {
    checks: EDIT_CODES.map((code) => ({
      code,
      effect: effectOf(code, rules),
      fixed: (HELD_CODES as readonly string[]).includes(code),
      payerCode: rules.payerCodes[code] ?? "",
      limitDays: code === "late_filing" ? rules.filingDays : null,
    })),
    rule: await readReviewRule(db, agencyOf(actor)),
    mayChange: mayDo(actor, "invoice:rules"),
  };
});

export const action = actionFor("invoice:rules", { form: RuleForm }, async ({ actor, db, form }) => {
  await changeReviewRule(db, actor, form);
  return redirectTo("/finance/checks", "review.done.rule");
});

interface Check {
  readonly code: EditCode;
  readonly effect: Effect | "off";
  readonly fixed: boolean;
  readonly payerCode: string;
  readonly limitDays: number | null;
}

export default function ChecksPage() {
  const { checks, mayChange } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("review.checks.title")}
        lead={say("review.checks.lead")}
        back={{ to: "/finance/invoices", label: say("finance.invoices.title") }}
        actions={
          <ButtonLink to="/finance/checks/rate" look="secondary">
            {say("review.checks.rate-link")}
          </ButtonLink>
        }
      />
      <Columns
        main={
          <DataTable
            caption={say("review.checks.table")}
            columns={useColumns(mayChange)}
            rows={checks}
            rowKey={({ code }) => code}
          />
        }
        aside={<Rule />}
      />
    </>
  );
}

function useColumns(mayChange: boolean): Column<Check>[] {
  const say = useSay();
  const columns: Column<Check>[] = [
    { id: "name", header: say("review.checks.check"), main: true, cell: ({ code }) => say(`edits.name.${code}`) },
    {
      id: "effect",
      header: say("review.checks.effect"),
      cell: ({ effect, fixed, limitDays }) => (
        <>
          {fixed ? say("review.checks.fixed") : say(`edits.effect.${effect}`)}
          {limitDays === null ? null : <span className="soft"> {say("review.checks.days", { count: limitDays })}</span>}
        </>
      ),
    },
    {
      id: "payer",
      header: say("review.checks.payer"),
      cell: ({ payerCode }) => (payerCode ? <span className="figures">{payerCode}</span> : "–"),
    },
  ];
  if (!mayChange) return columns;
  return [
    ...columns,
    {
      id: "change",
      header: say("review.checks.change"),
      headerHidden: true,
      cell: ({ code }) => (
        <Link to={`/finance/checks/change?code=${code}`}>
          <span aria-hidden="true">{say("review.checks.change")}</span>
          <span className="usa-sr-only">{say("review.checks.change-of", { name: say(`edits.name.${code}`) })}</span>
        </Link>
      ),
    },
  ];
}

function Rule() {
  const { rule, mayChange } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("review.checks.pass")}>
      <p>
        {rule.passes ? say("review.checks.pass-on", { percent: rule.samplePercent }) : say("review.checks.pass-off")}
      </p>
      {rule.passes && rule.mostCents !== null ? (
        <p>{say("review.checks.pass-most", { amount: formats.money(rule.mostCents) })}</p>
      ) : null}
      {mayChange ? (
        <ActForm formId="rule">
          <Checkbox name="passes" value="yes" label={say("review.checks.passes")} defaultChecked={rule.passes} />
          <NumberField
            name="samplePercent"
            label={say("review.checks.sample")}
            defaultValue={String(rule.samplePercent)}
          />
          <MoneyField
            name="mostCents"
            label={say("review.checks.most")}
            defaultValue={rule.mostCents === null ? "" : plainMoney(rule.mostCents)}
            optional
          />
          <SubmitButton look="secondary">{say("review.checks.save-rule")}</SubmitButton>
        </ActForm>
      ) : (
        <p className="soft">{say("review.checks.approver-only")}</p>
      )}
    </Card>
  );
}
