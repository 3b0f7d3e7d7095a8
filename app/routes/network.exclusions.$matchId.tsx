// One match with an exclusion list, side by side, and the decision of a person with words. Suspends nobody.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { MatchMoveForm } from "#app/models/practitioner/exclusion-forms";
import { decideMatch } from "#app/models/practitioner/exclusions.server";
import { exclusionLifecycle } from "#app/models/practitioner/lifecycle";
import { type MatchLine, readMatch } from "#app/models/practitioner/read-exclusions.server";
import { type ExclusionMatchId, idParam } from "#app/models/values/ids";
import { MatchFacts, useMatchName } from "#app/ui/exclusion-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActForm, Actions, Card, PageHeader, Stack, StateTag, SubmitButton, TextArea } from "#app/ui/parts";

const params = z.object({ matchId: idParam<ExclusionMatchId>() });

export const handle: PageHandle = {
  title: titleFrom(({ match }: { match: MatchLine }) => ["exclusion.one.page", { name: match.entryName }]),
};

export const loader = loaderFor("exclusion:manage", { params }, async ({ actor, db, params: { matchId } }) => ({
  match: await readMatch(db, actor, matchId),
}));

export const action = actionFor(
  "exclusion:manage",
  { params, form: MatchMoveForm },
  async ({ actor, db, params: { matchId }, form }) => {
    await decideMatch(db, actor, matchId, form);
    return redirectTo(`/network/exclusions/${matchId}`, `exclusion.one.done.${form.move}`);
  },
);

export default function MatchPage() {
  const { match } = useLoaderData<typeof loader>();
  const say = useSay();
  const name = useMatchName();
  return (
    <>
      <PageHeader
        title={say("exclusion.one.page", { name: match.entryName })}
        beside={<StateTag lifecycle="exclusion" state={match.state} />}
        lead={<Link to={`/network/organizations/${match.organizationId}`}>{name(match)}</Link>}
        back={{ to: "/network/exclusions", label: say("exclusion.back") }}
      />
      <Stack>
        <MatchFacts match={match} />
        <Decision match={match} />
      </Stack>
    </>
  );
}

function Decision({ match }: { match: MatchLine }) {
  const say = useSay();
  const formats = useFormats();
  const state = match.state as (typeof exclusionLifecycle.states)[number];
  const moves = (["confirm", "dismiss"] as const).filter((move) => exclusionLifecycle.may(state, move));
  return (
    <Card title={say("exclusion.one.decide")} look={state === "open" ? "act" : "plain"}>
      {match.decidedAt && match.words ? (
        <>
          <p>{match.words}</p>
          <p className="soft">
            {say("exclusion.one.decided", {
              day: formats.instantDay(match.decidedAt),
              name: match.decidedBy ?? say("word.not-given"),
            })}
          </p>
        </>
      ) : null}
      {state === "confirmed" ? (
        <p>
          {say("exclusion.one.suspend-lead")}{" "}
          <Link to={`/network/organizations/${match.organizationId}/standing`}>{say("exclusion.one.suspend")}</Link>
        </p>
      ) : null}
      {moves.map((move) => (
        <p key={move} className="soft">
          {say(`exclusion.one.${move}-lead`)}
        </p>
      ))}
      {moves.length > 0 ? (
        <ActForm formId="decide">
          <TextArea name="words" label={say("exclusion.one.words")} rows={3} maxLength={1000} />
          <Actions>
            {moves.map((move) => (
              <SubmitButton key={move} name="move" value={move} look={move === "confirm" ? "danger" : "secondary"}>
                {say(`exclusion.one.${move}`)}
              </SubmitButton>
            ))}
          </Actions>
        </ActForm>
      ) : null}
    </Card>
  );
}
