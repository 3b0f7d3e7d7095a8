// Two records that look like one provider, side by side: what joining does, and the decision. Merges nothing.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { organizationPairLifecycle } from "#app/models/organization/lifecycle";
import { TwinForm } from "#app/models/organization/twin-forms";
import { moveTwin, readTwin } from "#app/models/organization/twins.server";
import { idParam, type OrganizationPairId } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Columns, PageHeader } from "#app/ui/parts";
import { StateTag } from "#app/ui/state-tag";
import { JoinForm, type SentTwin, TwinFacts, TwinMoveForm, useWhy, WhatJoiningDoes } from "#app/ui/twin-parts";

const params = z.object({ pairId: idParam<OrganizationPairId>() });

type Names = { readonly one: { readonly name: string }; readonly other: { readonly name: string } };
export const handle: PageHandle = {
  title: titleFrom(({ one, other }: Names) => ["twin.pair", { one: one.name, other: other.name }]),
};

export const loader = loaderFor("twin:decide", { params }, async ({ actor, db, params: { pairId } }) =>
  readTwin(db, actor, pairId),
);

export const action = actionFor(
  "twin:decide",
  { params, form: TwinForm },
  async ({ actor, db, params: { pairId }, form }) => {
    await moveTwin(db, actor, pairId, form);
    return redirectTo(`/network/twins/${pairId}`, `twin.done.${form.intent}`);
  },
);

export default function TwinPage() {
  const pair = useLoaderData<typeof loader>();
  const { one, other, state, standsId, faces } = pair;
  const say = useSay();
  const why = useWhy();
  return (
    <>
      <PageHeader
        title={say("twin.pair", { one: one.name, other: other.name })}
        beside={<StateTag lifecycle="organization_pair" state={state} />}
        lead={why(pair.reasons)}
        back={{ to: `/network/twins?state=${state}`, label: say("twin.title") }}
      />
      <Columns
        main={<TwinFacts faces={faces} standsId={standsId} />}
        aside={
          <>
            <WhatJoiningDoes />
            <Decision pair={pair} />
          </>
        }
      />
    </>
  );
}

function Decision({ pair: { state, faces, decidedAt, decidedBy } }: { pair: SentTwin }) {
  const say = useSay();
  const formats = useFormats();
  const may = (move: "join" | "tell_apart" | "part" | "reconsider") =>
    organizationPairLifecycle.may(state as never, move);
  return (
    <>
      {may("join") ? (
        <Card title={say("twin.join")} look="act">
          <JoinForm faces={faces} />
        </Card>
      ) : null}
      <Card title={say(may("part") ? "twin.part" : may("tell_apart") ? "twin.tell_apart" : "twin.reconsider")}>
        {may("tell_apart") ? <TwinMoveForm intent="tell_apart" /> : null}
        {may("part") ? <TwinMoveForm intent="part" /> : null}
        {may("reconsider") ? <TwinMoveForm intent="reconsider" /> : null}
        {decidedAt && decidedBy ? (
          <p className="soft">{say("twin.decided", { name: decidedBy, instant: formats.instant(decidedAt) })}</p>
        ) : null}
      </Card>
    </>
  );
}
