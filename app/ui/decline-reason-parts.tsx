// The reasons to decline: as choices for a provider, and as a list an administrator words, orders and retires. Takes plain values.
import { Link } from "@remix-run/react";
import type { Say } from "#app/i18n/say";
import { useSay } from "#app/i18n/speech";
import { DECLINE_CODES } from "../models/referral/codes";
import { REASON_LENGTH } from "../models/referral/forms";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { type Option, SelectField } from "./choice-fields";
import { Actions, Card } from "./layout-parts";
import { HiddenField, TextField } from "./text-fields";

export type ReasonOption = { readonly value: string; readonly code: string; readonly words: string };

/** In the agency's words, else in the common ones. */
export const reasonChoices = (reasons: readonly ReasonOption[], say: Say): Option[] =>
  reasons.map(({ value, code, words }) => ({ value, label: words || say.any(`referral.decline.${code}`) }));

export type Reason = { id: string; code: string; words: string; retired: boolean };

type InUseProps = {
  reasons: readonly Reason[];
  /** Whose words are being changed. */
  changing: string | null;
};

export function ReasonsInUse({ reasons, changing }: InUseProps) {
  const say = useSay();
  return (
    <Card title={say("decline-reason.in-use")}>
      <ol className="waiting">
        {reasons.map((reason, place) => (
          <li key={reason.id}>
            <div>
              <ReasonWords reason={reason} />
              {reason.id === changing ? <RewordForm reason={reason} /> : null}
            </div>
            <ReasonMoves reason={reason} isFirst={place === 0} isLast={place === reasons.length - 1} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function ReasonWords({ reason: { code, words } }: { reason: Reason }) {
  const say = useSay();
  const common = say.any(`referral.decline.${code}`);
  return (
    <p>
      <strong>{words || common}</strong>
      {words && words !== common ? (
        <span className="soft"> {say("decline-reason.counts-as", { reason: common })}</span>
      ) : null}
    </p>
  );
}

type MovesProps = { reason: Reason; isFirst: boolean; isLast: boolean };

function ReasonMoves({ reason: { id, code, words }, isFirst, isLast }: MovesProps) {
  const say = useSay();
  const reason = words || say.any(`referral.decline.${code}`);
  const presses = [
    ...(isFirst ? [] : (["up"] as const)),
    ...(isLast ? [] : (["down"] as const)),
    ...(isFirst && isLast ? [] : (["retire"] as const)),
  ];
  return (
    <div className="actions line-acts">
      {presses.map((intent) => (
        <Press
          key={intent}
          id={id}
          intent={intent}
          label={say(`decline-reason.${intent}`, { reason })}
          short={say(`decline-reason.${intent}-short`)}
        />
      ))}
      <Link to={`/admin/decline-reasons?change=${id}`}>
        <span aria-hidden="true">{say("decline-reason.reword-short")}</span>
        <span className="usa-sr-only">{say("decline-reason.reword", { reason })}</span>
      </Link>
    </div>
  );
}

function RewordForm({ reason: { id, code, words } }: { reason: Reason }) {
  const say = useSay();
  return (
    <ActForm formId={`reword-${id}`}>
      <HiddenField name="intent" value="reword" />
      <HiddenField name="reasonId" value={id} />
      <TextField
        name="words"
        label={say("decline-reason.words")}
        hint={say("decline-reason.reword-hint")}
        defaultValue={words || say.any(`referral.decline.${code}`)}
        maxLength={REASON_LENGTH}
      />
      <Actions>
        <SubmitButton look="secondary">{say("decline-reason.save")}</SubmitButton>
        <ButtonLink to="/admin/decline-reasons" look="quiet">
          {say("ui.form.leave")}
        </ButtonLink>
      </Actions>
    </ActForm>
  );
}

/** One press on one reason; read out with the reason it is for. */
function Press({ id, intent, label, short }: { id: string; intent: string; label: string; short: string }) {
  return (
    <ActForm formId={`${intent}-${id}`}>
      <HiddenField name="intent" value={intent} />
      <HiddenField name="reasonId" value={id} />
      <SubmitButton look="quiet">
        <span aria-hidden="true">{short}</span>
        <span className="usa-sr-only">{label}</span>
      </SubmitButton>
    </ActForm>
  );
}

export function RetiredReasons({ reasons }: { reasons: readonly Reason[] }) {
  const say = useSay();
  if (reasons.length === 0) return null;
  return (
    <Card title={say("decline-reason.retired")}>
      <p>{say("decline-reason.retired-lead")}</p>
      <ul className="waiting">
        {reasons.map((reason) => (
          <li key={reason.id}>
            <ReasonWords reason={reason} />
            <Press
              id={reason.id}
              intent="restore"
              label={say("decline-reason.restore", {
                reason: reason.words || say.any(`referral.decline.${reason.code}`),
              })}
              short={say("decline-reason.restore-short")}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function AddReason() {
  const say = useSay();
  return (
    <Card title={say("decline-reason.add-title")}>
      <ActForm formId="add">
        <HiddenField name="intent" value="add" />
        <TextField name="words" label={say("decline-reason.words")} maxLength={REASON_LENGTH} />
        <SelectField
          name="code"
          label={say("decline-reason.code")}
          hint={say("decline-reason.code-hint")}
          options={DECLINE_CODES.map((value) => ({ value, label: say(`referral.decline.${value}`) }))}
        />
        <SubmitButton>{say("decline-reason.add")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

/** Before the agency has a list of its own: what is in use, and the way to change it. */
export function CommonReasons() {
  const say = useSay();
  return (
    <Card title={say("decline-reason.common")}>
      <p>{say("decline-reason.common-lead")}</p>
      <ol>
        {DECLINE_CODES.map((code) => (
          <li key={code}>{say(`referral.decline.${code}`)}</li>
        ))}
      </ol>
      <ActForm formId="begin">
        <HiddenField name="intent" value="begin" />
        <SubmitButton>{say("decline-reason.begin")}</SubmitButton>
      </ActForm>
    </Card>
  );
}
