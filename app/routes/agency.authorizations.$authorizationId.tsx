// One authorization: what is allowed, how much is left, when it runs out, and the decisions that are open on it.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { Actor } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readLimit } from "#app/models/authorization/activate.server";
import { decideChange } from "#app/models/authorization/change.server";
import { decideAuthorization } from "#app/models/authorization/decide.server";
import { readRevocationEffect } from "#app/models/authorization/effect.server";
import { DecideForm, REVOKE_REASONS } from "#app/models/authorization/forms";
import { authorizationLifecycle } from "#app/models/authorization/lifecycle";
import { readAuthorization } from "#app/models/authorization/read.server";
import { readChanges, readNeighbours, readOpenChange, readWeeks } from "#app/models/authorization/read-course.server";
import { recordRead } from "#app/models/event/record.server";
import { type AgencyId, type AuthorizationId, asId, idParam } from "#app/models/values/ids";
import { type Cents, priceUnits } from "#app/models/values/money";
import { AskToRenew, PaceLine, Revoke, WaitingDecision } from "#app/ui/authorization-parts";
import { BurnCurve } from "#app/ui/burn-curve";
import { BurnDown } from "#app/ui/burn-down";
import { ChangeHistory, WaitingChange } from "#app/ui/change-cards";
import { useLimitWords } from "#app/ui/limit-words";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ButtonLink, Card, Columns, Facts, Money, PageHeader, Stack, StateTag } from "#app/ui/parts";

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
  const limitCents = await readLimit(db, asId<AgencyId>(found.agencyId));
  const above = found.amountCents > limitCents;
  const open = await readOpenChange(db, params.authorizationId);
  const changes = await readChanges(db, params.authorizationId);
  return {
    authorization: found,
    neighbours: await readNeighbours(db, params.authorizationId, found.renewsId),
    weeks: await readWeeks(db, params.authorizationId),
    change: waitingOf(actor, found, open, changes, limitCents),
    changes: changes.filter(({ id }) => id !== open?.id),
    mayChange: ["active", "exhausted"].includes(state) && !open,
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
    const id = params.authorizationId;
    if ("changeId" in form) await decideChange(db, actor, id, form);
    else await decideAuthorization(db, actor, id, form);
    return redirectTo(`/agency/authorizations/${id}`, DONE[form.move]);
  },
);

const DONE = {
  activate: "authorization.decide.activated",
  revoke: "authorization.decide.revoked",
  grant: "authorization.change.granted",
  refuse: "authorization.change.refused",
  withdraw: "authorization.change.withdrawn",
} as const;

/** The change that waits, with why the reader does not grant it where that is so. */
function waitingOf(
  actor: Actor,
  found: Awaited<ReturnType<typeof readAuthorization>>,
  open: Awaited<ReturnType<typeof readOpenChange>>,
  changes: Awaited<ReturnType<typeof readChanges>>,
  limitCents: Cents,
) {
  const change = changes.find(({ id }) => id === open?.id);
  if (!open || !change) return null;
  const amount = priceUnits(change.after.units, found.rateCents);
  const above = change.after.units > found.units && amount > limitCents && actor.role !== "supervisor";
  const why = change.askedByPersonId === actor.personId ? "own" : above ? "supervisor" : null;
  return { change, open, moreCents: amount - found.amountCents, why } as const;
}

type Shown = Awaited<ReturnType<typeof loader>>;

export default function AuthorizationPage() {
  const { authorization, change, changes, mayActivate, mayChange, neighbours, revocation, weeks, why, reasons } =
    useLoaderData<typeof loader>();
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
            {mayActivate ? <WaitingDecision why={why} /> : null}
            {change ? <WaitingChange {...change} unitType={authorization.unitType} /> : null}
            <AskToRenew authorization={authorization} after={neighbours.after} />
            <Terms authorization={authorization} neighbours={neighbours} />
            <Plans authorization={authorization} />
            <ChangeHistory changes={changes} unitType={authorization.unitType} />
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
              <BurnCurve
                weeks={weeks}
                authorized={authorization.units}
                unitType={authorization.unitType}
                startsOn={authorization.startsOn}
                lastDay={authorization.lastDay}
                runsOutOn={authorization.pace?.runsOutOn ?? null}
              />
            </Card>
            {mayChange ? (
              <ButtonLink to={`/agency/authorizations/${authorization.id}/change`} look="secondary">
                {say("authorization.change.show")}
              </ButtonLink>
            ) : null}
            {revocation ? <Revoke reasons={reasons} effect={revocation} /> : null}
          </Stack>
        }
      />
    </>
  );
}

function Terms({ authorization: of, neighbours }: Pick<Shown, "authorization" | "neighbours">) {
  const say = useSay();
  const formats = useFormats();
  const limitWords = useLimitWords();
  const one = ({ id, number }: { id: string; number: string }) => (
    <Link to={`/agency/authorizations/${id}`}>{number}</Link>
  );
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
          ...(of.state === "proposed"
            ? []
            : [{ name: say("authorization.page.used-money"), value: <Money cents={of.usedCents} /> }]),
          { name: say("authorization.page.per-period"), value: limitWords(of.limit, of.unitType) },
          { name: say("authorization.page.period"), value: formats.days(of.startsOn, of.endsOn) },
          { name: say("authorization.page.fund"), value: `${of.fundName} (${of.fundCode})` },
          {
            name: say("authorization.page.referral"),
            value: <Link to={`/agency/referrals/${of.referralId}`}>{of.referralNumber}</Link>,
          },
          { name: say("authorization.page.proposed-by"), value: of.proposedBy },
          ...(neighbours.before ? [{ name: say("authorization.page.renews"), value: one(neighbours.before) }] : []),
          ...(neighbours.after ? [{ name: say("authorization.page.renewed-by"), value: one(neighbours.after) }] : []),
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
