// The decisions on an authorization's page: activating it, renewing it, revoking it with what that does; and its pace in words. Takes plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import type { Pace } from "#app/models/authorization/burn-down";
import type { RevocationEffect } from "#app/models/authorization/effect.server";
import type { RunsOut } from "#app/models/authorization/renewal";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { Actions, Card } from "./layout-parts";
import { Notice } from "./notice";
import { HiddenField } from "./text-fields";

type AskToRenewProps = {
  authorization: { id: string; referralId: string; renewalTaskId: string | null; runsOut: RunsOut | null };
  /** What follows it already. */
  after: { id: string } | null;
};

/** Once it was time to ask, until something follows it. */
export function AskToRenew({ authorization: of, after }: AskToRenewProps) {
  const say = useSay();
  const formats = useFormats();
  if (after || !of.renewalTaskId || !of.runsOut) return null;
  return (
    <Card title={say("authorization.renewal.ask-title")} look="act">
      <p>
        {say(`authorization.renewal.${of.runsOut.why}`, { day: formats.day(of.runsOut.on) })}{" "}
        {say("authorization.renewal.ask-lead")}
      </p>
      <Actions>
        <ButtonLink to={`/agency/authorizations/new?referral=${of.referralId}&renews=${of.id}`} look="act">
          {say("authorization.renewal.button")}
        </ButtonLink>
      </Actions>
    </Card>
  );
}

export function WaitingDecision({ why }: { why: string | null }) {
  const say = useSay();
  if (why) {
    return (
      <Notice tone="info" title={say("authorization.decide.title")}>
        <p>{say.any(`authorization.decide.${why}`)}</p>
      </Notice>
    );
  }
  return (
    <Card title={say("authorization.decide.title")} look="act">
      <p>{say("authorization.decide.lead")}</p>
      <ActForm formId="activate">
        <HiddenField name="move" value="activate" />
        <Actions>
          <SubmitButton look="act">{say("authorization.decide.activate")}</SubmitButton>
        </Actions>
      </ActForm>
    </Card>
  );
}

/** If it goes on as until now: when it runs out, or what nobody would have used. */
export function PaceLine({ pace, unitType }: { pace: Pace; unitType: string }) {
  const say = useSay();
  const formats = useFormats();
  const perWeek = formats.units(pace.perWeek, unitType);
  return (
    <p>
      {pace.runsOutOn
        ? say("authorization.page.pace-out", { perWeek, day: formats.day(pace.runsOutOn) })
        : say("authorization.page.pace-left", { perWeek, left: formats.units(pace.leftOver, unitType) })}
    </p>
  );
}

function Effect({ ahead, firstDay, lastDay, untold }: RevocationEffect) {
  const say = useSay();
  const formats = useFormats();
  return (
    <ul>
      <li>
        {ahead === 0 || firstDay === null || lastDay === null
          ? say("authorization.decide.none-ahead")
          : say("authorization.decide.ahead", {
              count: ahead,
              from: formats.day(firstDay),
              until: formats.day(lastDay),
            })}
      </li>
      {untold > 0 ? <li>{say("authorization.decide.untold", { count: untold })}</li> : null}
    </ul>
  );
}

export function Revoke({ reasons, effect }: { reasons: readonly string[]; effect: RevocationEffect }) {
  const say = useSay();
  return (
    <ActDetails summary={say("authorization.decide.revoke")} formId="revoke">
      <p>{say("authorization.decide.revoke-lead")}</p>
      <Effect {...effect} />
      <ActForm formId="revoke">
        <HiddenField name="move" value="revoke" />
        <SelectField
          name="reason"
          label={say("authorization.decide.reason")}
          options={reasons.map((value) => ({ value, label: say.any(`authorization.reason.${value}`) }))}
        />
        <SubmitButton look="danger">{say("authorization.decide.revoke-button")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}
