// One authorization: what is allowed, how much is left, and the decisions that are open on it.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readLimit } from "#app/models/authorization/activate.server";
import { decideAuthorization } from "#app/models/authorization/decide.server";
import { type RevocationEffect, readRevocationEffect } from "#app/models/authorization/effect.server";
import { DecideForm, REVOKE_REASONS } from "#app/models/authorization/forms";
import { authorizationLifecycle } from "#app/models/authorization/lifecycle";
import { readAuthorization } from "#app/models/authorization/read.server";
import { recordRead } from "#app/models/event/record.server";
import { type AgencyId, type AuthorizationId, asId, idParam } from "#app/models/values/ids";
import { BurnDown } from "#app/ui/burn-down";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Actions,
  Card,
  Columns,
  Facts,
  HiddenField,
  Money,
  Notice,
  PageHeader,
  SelectField,
  Stack,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";

export const handle: PageHandle = {
  title: titleFrom(({ authorization: { number } }: { authorization: { number: string } }) => [
    "authorization.page.title",
    { number },
  ]),
};

const params = z.object({ authorizationId: idParam<AuthorizationId>() });

export const loader = loaderFor("authorization:decide", { params, records: true }, async ({ actor, db, params }) => {
  const found = await readAuthorization(db, params.authorizationId);
  const { clientId, caseId, referralId, id } = found;
  await recordRead(db, actor, "authorization", {
    subjectType: "authorization",
    subjectId: id,
    clientId,
    caseId,
    referralId,
  });
  const state = found.state as (typeof authorizationLifecycle.states)[number];
  const above = found.amountCents > (await readLimit(db, asId<AgencyId>(found.agencyId)));
  return {
    authorization: found,
    reasons: REVOKE_REASONS,
    mayActivate: authorizationLifecycle.may(state, "activate"),
    revocation: authorizationLifecycle.may(state, "revoke") ? await readRevocationEffect(db, found) : null,
    why: !above
      ? null
      : actor.role !== "supervisor"
        ? "supervisor"
        : found.proposedByPersonId === actor.personId
          ? "own"
          : null,
  };
});

export const action = actionFor(
  "authorization:decide",
  { params, form: DecideForm },
  async ({ actor, db, params, form }) => {
    await decideAuthorization(db, actor, params.authorizationId, form);
    return redirectTo(
      `/agency/authorizations/${params.authorizationId}`,
      form.move === "activate" ? "authorization.decide.activated" : "authorization.decide.revoked",
    );
  },
);

type Shown = Awaited<ReturnType<typeof loader>>;

export default function AuthorizationPage() {
  const { authorization, mayActivate, revocation, why, reasons } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("authorization.page.title", { number: authorization.number })}
        beside={<StateTag lifecycle="authorization" state={authorization.state} />}
        lead={`${authorization.clientName} · ${authorization.serviceName} · ${authorization.organizationName}`}
        back={{ to: "/agency/authorizations", label: say("authorization.list.title") }}
      />
      <Columns
        main={
          <Stack>
            {mayActivate ? <Waiting why={why} /> : null}
            <Terms authorization={authorization} />
            <Plans authorization={authorization} />
          </Stack>
        }
        aside={
          <Stack>
            <Card title={say("authorization.page.standing")}>
              <BurnDown
                standing={authorization.burnDown}
                unitType={authorization.unitType}
                lastDay={authorization.lastDay}
              />
              {authorization.pace ? <PaceLine pace={authorization.pace} unitType={authorization.unitType} /> : null}
            </Card>
            {revocation ? <Revoke reasons={reasons} effect={revocation} /> : null}
          </Stack>
        }
      />
    </>
  );
}

function Terms({ authorization: of }: { authorization: Shown["authorization"] }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("authorization.page.what")}>
      <Facts
        columns={2}
        facts={[
          {
            name: say("authorization.page.rate"),
            value: `${formats.money(of.rateCents)} ${say.any(`word.per-unit.${of.unitType}`)}`,
          },
          {
            name: say(of.state === "proposed" ? "authorization.page.amount-proposed" : "authorization.page.amount"),
            value: <Money cents={of.amountCents} />,
          },
          { name: say("authorization.page.period"), value: formats.days(of.startsOn, of.endsOn) },
          { name: say("authorization.page.fund"), value: `${of.fundName} (${of.fundCode})` },
          {
            name: say("authorization.page.referral"),
            value: <Link to={`/agency/referrals/${of.referralId}`}>{of.referralNumber}</Link>,
          },
          { name: say("authorization.page.proposed-by"), value: of.proposedBy },
        ]}
      />
    </Card>
  );
}

function Plans({ authorization: { schedules } }: { authorization: Shown["authorization"] }) {
  const say = useSay();
  return (
    <Card title={say("authorization.page.schedules")}>
      {schedules.length === 0 ? (
        <p className="soft">{say("authorization.page.no-schedules")}</p>
      ) : (
        <ul className="plain-list">
          {schedules.map(({ id, number, state }) => (
            <li key={id}>
              <Link to={`/agency/schedules/${id}`}>{number}</Link> <StateTag lifecycle="schedule" state={state} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Waiting({ why }: { why: string | null }) {
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
function PaceLine({ pace, unitType }: { pace: NonNullable<Shown["authorization"]["pace"]>; unitType: string }) {
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

function Revoke({ reasons, effect }: { reasons: readonly string[]; effect: RevocationEffect }) {
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
