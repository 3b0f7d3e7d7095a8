// The parts of a case's page that list: its needs and its referrals. Takes plain values; the page decides what may be done.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { DataTable } from "./data-table";
import { Card, Empty } from "./layout-parts";
import { StateTag, ToneTag } from "./state-tag";
import { HiddenField } from "./text-fields";

type Need = { readonly id: string; readonly name: string; readonly words: string; readonly metAt: Date | null };

type CaseNeedsProps = {
  found: { readonly id: string; readonly state: string; readonly mayWrite: boolean; readonly needs: readonly Need[] };
  name: string;
};

export function CaseNeeds({ found, name }: CaseNeedsProps) {
  const say = useSay();
  const may = found.mayWrite && found.state !== "closed";
  const add = may ? (
    <ButtonLink to={`/agency/cases/${found.id}/needs/new`} look="secondary" icon="add">
      {say("case.page.add-need")}
    </ButtonLink>
  ) : null;
  return (
    <Card title={say("case.page.needs")} aside={found.needs.length > 0 ? add : null}>
      {found.needs.length === 0 ? (
        <Empty title={say("case.page.needs-empty")} action={add} icon="list">
          {say("case.page.needs-empty-lead", { name })}
        </Empty>
      ) : (
        <ul className="waiting">
          {found.needs.map((need) => (
            <NeedLine key={need.id} need={need} caseId={found.id} may={may} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function NeedLine({ need, caseId, may }: { need: Need; caseId: string; may: boolean }) {
  const say = useSay();
  const formats = useFormats();
  const met = need.metAt !== null;
  return (
    <li>
      <div>
        <strong>{need.name}</strong>{" "}
        {need.metAt ? (
          <ToneTag tone="done">{say("case.page.met", { day: formats.instantDay(need.metAt) })}</ToneTag>
        ) : null}
        {need.words && need.words !== need.name ? <p className="soft">{need.words}</p> : null}
      </div>
      {may ? (
        <div className="actions">
          {met ? null : (
            <ButtonLink to={`/agency/search?case=${caseId}&need=${need.id}`} look="secondary">
              {say("case.page.search-for")}
            </ButtonLink>
          )}
          <ActForm formId={`need-${need.id}`}>
            <HiddenField name="intent" value={met ? "unmeet-need" : "meet-need"} />
            <HiddenField name="need" value={need.id} />
            <SubmitButton look="quiet">{say(met ? "case.page.mark-unmet" : "case.page.mark-met")}</SubmitButton>
          </ActForm>
        </div>
      ) : null}
    </li>
  );
}

type ReferralLine = {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly answerBy: string | null;
  readonly specialty: string | null;
  readonly providers: readonly string[];
};

export function CaseReferrals({ referrals }: { referrals: readonly ReferralLine[] }) {
  const say = useSay();
  return (
    <Card title={say("case.page.referrals")}>
      <DataTable
        caption={say("case.page.referrals-caption")}
        rows={referrals}
        rowKey={({ id }) => id}
        empty={
          <Empty title={say("case.page.referrals-empty")} icon="send">
            {say("case.page.referrals-empty-lead")}
          </Empty>
        }
        columns={[
          {
            id: "number",
            header: say("case.page.referral-number"),
            main: true,
            cell: ({ id, number }) => (
              <Link to={`/agency/referrals/${id}`} className="figures">
                {number}
              </Link>
            ),
          },
          { id: "for", header: say("case.page.referral-for"), cell: ({ specialty }) => specialty },
          {
            id: "to",
            header: say("case.page.referral-to"),
            cell: ({ providers }) => (providers.length > 0 ? providers.join(", ") : say("case.page.referral-draft")),
          },
          {
            id: "state",
            header: say("case.page.referral-state"),
            cell: ({ state }) => <StateTag lifecycle="referral" state={state} />,
          },
        ]}
      />
    </Card>
  );
}
