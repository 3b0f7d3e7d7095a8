// Asks for a change of an authorization: the new terms, then what they do to the sessions planned, then the question. Grants nothing.
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { askChange, readChangeEffect } from "#app/models/authorization/change.server";
import type { ChangeEffect } from "#app/models/authorization/change-effect";
import { ChangeForm } from "#app/models/authorization/forms";
import { lastDayOf, readAuthorization } from "#app/models/authorization/read.server";
import { recordRead } from "#app/models/event/record.server";
import { type AuthorizationId, idParam } from "#app/models/values/ids";
import { priceUnits, typedUnits } from "#app/models/values/money";
import { TermsFields } from "#app/ui/authorization-fields";
import { BurnDown } from "#app/ui/burn-down";
import { ChangeEffectList } from "#app/ui/change-effect";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActForm, Actions, ButtonLink, Card, Columns, PageHeader, SubmitButton, TextArea } from "#app/ui/parts";

export const handle: PageHandle = {
  title: titleFrom(({ authorization: { number } }: { authorization: { number: string } }) => [
    "authorization.change.title",
    { number },
  ]),
};

const params = z.object({ authorizationId: idParam<AuthorizationId>() });

export const loader = loaderFor("authorization:decide", { params, records: true }, async ({ actor, db, params }) => {
  const found = await readAuthorization(db, params.authorizationId);
  const { clientId, caseId, referralId, id } = found;
  const subject = { subjectType: "authorization", subjectId: id, clientId, caseId, referralId };
  await recordRead(db, actor, "authorization", subject);
  const { number, clientName, serviceName, unitType, burnDown, lastDay, period, units, unitsPerPeriod } = found;
  return {
    authorization: { id, number, clientName, serviceName, unitType, burnDown, lastDay },
    terms: typed({ units, period, unitsPerPeriod, lastDay }),
  };
});

// Not keyed: looking is no act, and of one authorization one change at a time waits.
export const action = actionFor(
  "authorization:decide",
  { params, form: ChangeForm, keyed: false },
  async ({ actor, db, params, form: { move, ...asked } }) => {
    const id = params.authorizationId;
    if (move === "ask") {
      await askChange(db, actor, id, asked);
      return redirectTo(`/agency/authorizations/${id}`, "authorization.change.asked");
    }
    const found = await readAuthorization(db, id);
    return {
      terms: typed({ ...asked, lastDay: lastDayOf(asked.endsOn) }),
      effect: await readChangeEffect(db, id, asked),
      moreCents: priceUnits(asked.units, found.rateCents) - found.amountCents,
    };
  },
);

type Held = { units: bigint; period: string | null; unitsPerPeriod: bigint | null; lastDay: string };

/** As somebody would type it. */
const typed = ({ units, period, unitsPerPeriod, lastDay }: Held) => ({
  units: typedUnits(units),
  period,
  unitsPerPeriod: unitsPerPeriod === null ? undefined : typedUnits(unitsPerPeriod),
  lastDay,
});

type Looked = {
  answer?: { terms: ReturnType<typeof typed>; effect: ChangeEffect; moreCents: bigint };
};

export default function ChangePage() {
  const { authorization, terms } = useLoaderData<typeof loader>();
  const looked = (useActionData<typeof action>() as Looked | undefined)?.answer;
  const { number, clientName, serviceName, unitType, burnDown, lastDay, id } = authorization;
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("authorization.change.title", { number })}
        lead={say("authorization.change.lead")}
        back={{ to: `/agency/authorizations/${id}`, label: say("ui.back-to", { page: number }) }}
      />
      <Columns
        main={
          <ActForm formId="change" key={looked ? JSON.stringify(looked.terms) : "first"}>
            <TermsFields {...(looked?.terms ?? terms)} />
            {looked ? <AskCard looked={looked} unitType={unitType} /> : null}
            <Actions>
              <SubmitButton look={looked ? "secondary" : undefined} name="move" value="look">
                {say("authorization.change.look")}
              </SubmitButton>
              <ButtonLink to={`/agency/authorizations/${id}`} look="quiet">
                {say("ui.form.cancel")}
              </ButtonLink>
            </Actions>
          </ActForm>
        }
        aside={
          <Card title={`${clientName} · ${serviceName}`}>
            <BurnDown standing={burnDown} unitType={unitType} lastDay={lastDay} />
          </Card>
        }
      />
    </>
  );
}

/** What it would do, and the question to a second person. */
function AskCard({ looked, unitType }: { looked: NonNullable<Looked["answer"]>; unitType: string }) {
  const say = useSay();
  return (
    <Card title={say("authorization.change.what-it-does")} look="act">
      <ChangeEffectList effect={looked.effect} unitType={unitType} moreCents={looked.moreCents} />
      <TextArea
        name="words"
        label={say("authorization.change.words")}
        hint={say("authorization.change.words-hint")}
        maxLength={500}
        rows={2}
      />
      <Actions>
        <SubmitButton look="act" name="move" value="ask">
          {say("authorization.change.ask")}
        </SubmitButton>
      </Actions>
    </Card>
  );
}
