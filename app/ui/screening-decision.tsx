// Who has an application and what becomes of it: taken, returned, approved by as many as asked, rejected. Takes plain values; decides nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { REJECTION_CODES, SCREENING_WORDS } from "#app/models/screening/codes";
import type { ApplicationOfPage } from "#app/models/screening/read-application.server";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { Facts } from "./facts";
import { Card } from "./layout-parts";
import { HiddenField, TextArea } from "./text-fields";

type ApplicationProps = { application: ApplicationOfPage };

const UNDECIDED = ["submitted", "in_review", "returned"];

export function HolderCard({ application: { state, screener, screenerMembershipId, mine } }: ApplicationProps) {
  const say = useSay();
  if (!UNDECIDED.includes(state)) return null;
  const who = mine
    ? say("screening.one.has-me")
    : screener
      ? say("screening.one.has", { name: screener })
      : say("screening.one.has-nobody");
  // What the applicant holds is not taken; one that was just sent is, even by whoever had it before.
  const mayTake = state === "submitted" || (state === "in_review" && !mine);
  return (
    <Card look={mayTake && screener === null ? "act" : "plain"}>
      <p>
        <strong>{who}</strong>
      </p>
      {mayTake ? (
        <ActForm formId="take">
          <HiddenField name="intent" value="take" />
          {screenerMembershipId ? <HiddenField name="from" value={screenerMembershipId} /> : null}
          <p className="soft">{say("screening.one.take-lead")}</p>
          <SubmitButton look={screener === null || mine ? "primary" : "secondary"}>
            {say(screener === null || mine ? "screening.one.take" : "screening.one.take-over")}
          </SubmitButton>
        </ActForm>
      ) : null}
      {mine && state !== "submitted" ? (
        <ActForm formId="give-back">
          <HiddenField name="intent" value="give-back" />
          <SubmitButton look="quiet">{say("screening.one.give-back")}</SubmitButton>
        </ActForm>
      ) : null}
    </Card>
  );
}

export function DecisionCard({ application }: ApplicationProps) {
  const say = useSay();
  const formats = useFormats();
  const { state, decidedAt, decisionWords, decisionCode, becameOrganizationId, becameName } = application;
  if (state === "returned")
    return <Card title={say("screening.one.decision")}>{say("screening.one.with-applicant")}</Card>;
  if (state === "in_review") return <OpenDecision application={application} />;
  if (decidedAt === null) return null;
  return (
    <Card title={say("screening.one.decision")}>
      <p>{say("screening.one.decided", { day: formats.instantDay(decidedAt) })}</p>
      {decisionCode ? <p>{say.any(`screening.reject.${decisionCode}`)}</p> : null}
      <Facts
        facts={[
          ...(decisionWords ? [{ name: say("screening.one.decided-words"), value: decisionWords }] : []),
          ...(becameOrganizationId
            ? [
                {
                  name: say("screening.one.became"),
                  value: <Link to={`/network/organizations/${becameOrganizationId}`}>{becameName}</Link>,
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

function OpenDecision({ application }: ApplicationProps) {
  const say = useSay();
  const { approvals, missingApprovals, decidedByMe, openRequired } = application;
  const begun = approvals > 1 && missingApprovals < approvals;
  const ready = openRequired === 0 && !decidedByMe;
  return (
    <Card title={say("screening.one.decision")} look={ready ? "act" : "plain"}>
      {approvals > 1 && !begun ? <p>{say("screening.one.approvals")}</p> : null}
      {begun ? <p>{say(decidedByMe ? "screening.one.decided-by-me" : "screening.one.approvals-one")}</p> : null}
      {openRequired > 0 ? <p>{say("screening.one.open", { count: openRequired })}</p> : null}
      {ready ? <ApproveForm application={application} second={begun} /> : null}
      <ActDetails formId="return" summary={say("screening.one.return")}>
        <ReturnForm version={application.version} />
      </ActDetails>
      <ActDetails formId="reject" summary={say("screening.one.reject")}>
        <RejectForm version={application.version} />
      </ActDetails>
    </Card>
  );
}

function ApproveForm({ application: { version, claim, contactName }, second }: ApplicationProps & { second: boolean }) {
  const say = useSay();
  const lead = claim === "join" ? "screening.one.approve-join" : "screening.one.approve-lead";
  return (
    <ActForm formId="approve">
      <HiddenField name="intent" value="approve" />
      <HiddenField name="version" value={String(version)} />
      <p>{say(lead, { name: contactName })}</p>
      <TextArea name="words" label={say("screening.one.approve-words")} maxLength={SCREENING_WORDS} rows={2} optional />
      <SubmitButton>{say(second ? "screening.one.approve-second" : "screening.one.approve")}</SubmitButton>
    </ActForm>
  );
}

function ReturnForm({ version }: { version: number }) {
  const say = useSay();
  return (
    <ActForm formId="return">
      <HiddenField name="intent" value="return" />
      <HiddenField name="version" value={String(version)} />
      <p>{say("screening.one.return-lead")}</p>
      <TextArea name="words" label={say("screening.one.return-words")} maxLength={SCREENING_WORDS} rows={4} />
      <SubmitButton look="secondary">{say("screening.one.return-button")}</SubmitButton>
    </ActForm>
  );
}

function RejectForm({ version }: { version: number }) {
  const say = useSay();
  return (
    <ActForm formId="reject">
      <HiddenField name="intent" value="reject" />
      <HiddenField name="version" value={String(version)} />
      <p>{say("screening.one.reject-lead")}</p>
      <RadioGroup
        name="code"
        label={say("screening.one.reject-why")}
        options={REJECTION_CODES.map((value) => ({ value, label: say(`screening.reject.${value}`) }))}
      />
      <TextArea name="words" label={say("screening.one.reject-words")} maxLength={SCREENING_WORDS} rows={4} />
      <SubmitButton look="danger">{say("screening.one.reject-button")}</SubmitButton>
    </ActForm>
  );
}

export function AboutCard({ application }: ApplicationProps) {
  const say = useSay();
  const { contactName, contactEmail, kind, claimsOrganizationId, claimedName, claim } = application;
  return (
    <Card>
      <Facts
        facts={[
          { name: say("screening.one.contact"), value: `${contactName}, ${contactEmail}` },
          { name: say("screening.one.kind"), value: say.any(`application.kind.${kind}`) },
          ...(claimsOrganizationId
            ? [
                {
                  name: say("screening.one.claims"),
                  value: <Link to={`/network/organizations/${claimsOrganizationId}`}>{claimedName}</Link>,
                },
              ]
            : []),
        ]}
      />
      {claim ? <p className="soft">{say.any(`screening.one.claim-kind.${claim}`)}</p> : null}
    </Card>
  );
}

export function DecisionsCard({ application: { decisions, version } }: ApplicationProps) {
  const say = useSay();
  const formats = useFormats();
  if (decisions.length === 0) return null;
  return (
    <Card title={say("screening.one.history")}>
      <ul className="waiting">
        {decisions.map((one) => (
          <li key={one.id}>
            <div>
              {say.any(`screening.one.decisions.${one.decision}`)}
              <p className="soft">
                {say("screening.one.history-line", { name: one.by, day: formats.instantDay(one.at) })}
                {one.version === version ? "" : ` · ${say("screening.one.earlier-version")}`}
              </p>
              {one.words ? <p>{one.words}</p> : null}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
