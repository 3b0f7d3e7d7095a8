// One case: who it is about, what is needed, which referrals were made, what was noted and what happened.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readOwnEmergency } from "#app/models/case/emergency.server";
import { CasePageForm } from "#app/models/case/forms";
import { caseLifecycle } from "#app/models/case/lifecycle";
import { moveCase } from "#app/models/case/move.server";
import { markNeed } from "#app/models/case/need.server";
import { correctNote, writeNote } from "#app/models/case/note.server";
import { type CasePage as CaseOfPage, readCase } from "#app/models/case/read.server";
import { readTasksOfCase } from "#app/models/case/task.server";
import { readDeliverySummary } from "#app/models/delivery/summary.server";
import { readTimeline } from "#app/models/event/timeline.server";
import { told } from "#app/models/event/told";
import { readVersions } from "#app/models/plan/read.server";
import { readEnrolmentsOfCase } from "#app/models/programme/read.server";
import { readPlacesOf } from "#app/models/schedule/read-places.server";
import { type CaseId, idParam } from "#app/models/values/ids";
import { CaseAside, CaseLead } from "#app/ui/case-aside";
import { CaseNeeds, CaseReferrals } from "#app/ui/case-parts";
import { CasePlan } from "#app/ui/case-plan";
import { DeliveryCard } from "#app/ui/delivery-card";
import { useEventSentence } from "#app/ui/event-sentence";
import { NoteForm, NoteList } from "#app/ui/note-parts";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  ButtonLink,
  Card,
  Columns,
  HiddenField,
  Notice,
  PageHeader,
  Pager,
  Stack,
  StateTag,
  SubmitButton,
  Timeline,
} from "#app/ui/parts";
import { PlaceCard } from "#app/ui/place-card";
import { CaseProgrammes } from "#app/ui/programme-parts";

const params = z.object({ caseId: idParam<CaseId>() });

export const handle: PageHandle = {
  title: (data) => ["case.page.title", { number: (data as { found?: CaseOfPage } | undefined)?.found?.number ?? "" }],
};

export const loader = loaderFor(
  "case:read",
  { params, query: z.object({ after: markParam }), records: true },
  async ({ actor, db, params: { caseId }, query: { after } }) => {
    const found = await readCase(db, actor, caseId);
    const [delivery, groups, emergency, plans, enrolments, tasks, timeline] = await Promise.all([
      readDeliverySummary(db, { caseId }),
      readPlacesOf(db, { caseId }),
      readOwnEmergency(db, actor, caseId),
      readVersions(db, caseId),
      readEnrolmentsOfCase(db, caseId),
      readTasksOfCase(db, actor, caseId),
      happened(db, caseId, after),
    ]);
    return { found, delivery, groups, emergency, plans, enrolments, tasks: tasks.filter(isOpen), ...timeline };
  },
);

const isOpen = ({ state }: { readonly state: string }) => state === "open";

async function happened(db: Db, caseId: CaseId, after: Mark | null) {
  const { rows, next } = await readTimeline(db, { caseId }, after);
  return { timeline: rows.map(told), earlier: next };
}

export const action = actionFor(
  "case:write",
  { params, form: CasePageForm },
  async ({ actor, db, params: { caseId }, form }) => {
    const page = `/agency/cases/${caseId}`;
    switch (form.intent) {
      case "note":
        return redirectTo(
          page,
          (await writeNote(db, actor, caseId, form)) ? "case.note.against-logged" : "case.note-added",
        );
      case "correct-note":
        await correctNote(db, actor, caseId, form.noteId, form.words);
        return redirectTo(page, "case.note.corrected");
      case "move":
        await moveCase(db, actor, caseId, form.move);
        return redirectTo(page, form.move === "reopen" ? "case.close.reopened" : "case.moved");
      case "meet-need":
        await markNeed(db, actor, caseId, form.need, true);
        return redirectTo(page, "case.need.met");
      case "unmeet-need":
        await markNeed(db, actor, caseId, form.need, false);
        return redirectTo(page, "case.need.unmet");
    }
  },
);

export default function CasePage() {
  const { found, delivery, groups, plans, tasks, enrolments } = useLoaderData<typeof loader>();
  const say = useSay();
  const name = `${found.client.givenName} ${found.client.familyName}`;
  const open = found.state !== "closed";
  return (
    <>
      <PageHeader
        title={say("case.page.title", { number: found.number })}
        beside={<StateTag lifecycle="case" state={found.state} />}
        lead={<CaseLead client={found.client} name={name} />}
        back={{ to: "/agency/cases", label: say("case.page.back") }}
        actions={
          open ? (
            <ButtonLink to={`/agency/search?case=${found.id}`} icon="search">
              {say("case.page.search")}
            </ButtonLink>
          ) : null
        }
      />
      <WhoseEyes />
      <Columns
        main={
          <Stack>
            <CaseNeeds found={found} name={name} />
            <CasePlan caseId={found.id} plans={plans} tasks={tasks} mayWrite={found.mayWrite && open} />
            <CaseProgrammes caseId={found.id} enrolments={enrolments} />
            <CaseReferrals referrals={found.referrals} />
            <PlaceCard places={groups} />
            <DeliveryCard summary={delivery} />
            <Notes found={found} />
            <Happened />
          </Stack>
        }
        aside={
          <Stack>
            {found.mayWrite ? <NextStep state={found.state} caseId={found.id} /> : null}
            <CaseAside found={found} name={name} />
          </Stack>
        }
      />
    </>
  );
}

/** The moves of the lifecycle as buttons; closing asks for a reason and has a page of its own. */
function NextStep({ state, caseId }: { state: CaseOfPage["state"]; caseId: string }) {
  const say = useSay();
  const moves = caseLifecycle.moves(state);
  return (
    <Card title={say("case.page.next")}>
      <ActForm formId="move">
        <HiddenField name="intent" value="move" />
        <div className="actions">
          {moves
            .filter((move) => move !== "close")
            .map((move, place) => (
              <SubmitButton key={move} name="move" value={move} look={place === 0 ? "primary" : "secondary"}>
                {say.any(`lifecycle.case.move.${move}`)}
              </SubmitButton>
            ))}
        </div>
      </ActForm>
      <p className="case-links">
        {moves.includes("close") ? <Link to={`/agency/cases/${caseId}/close`}>{say("case.page.close")}</Link> : null}
        <Link to={`/agency/cases/${caseId}/people`}>{say("case.page.people")}</Link>
      </p>
    </Card>
  );
}

function Notes({ found }: { found: Pick<CaseOfPage, "id" | "notes" | "mayWrite"> }) {
  const say = useSay();
  return (
    <Card
      title={say("case.page.notes")}
      aside={<Link to={`/agency/cases/${found.id}/notes`}>{say("case.note.all")}</Link>}
    >
      {found.mayWrite ? <NoteForm /> : null}
      <NoteList notes={found.notes} mayWrite={found.mayWrite} />
    </Card>
  );
}

function Happened() {
  const { timeline, earlier } = useLoaderData<typeof loader>();
  const say = useSay();
  const sentence = useEventSentence();
  return (
    <Card title={say("case.page.timeline")}>
      <Timeline entries={timeline.map(({ name, facts, ...event }) => ({ ...event, text: sentence(name, facts) }))} />
      <Pager newer={null} older={earlier} />
    </Card>
  );
}

/** Who sees this case, and why nothing can be written here: it is a colleague's, or open for an hour's emergency alone. */
function WhoseEyes() {
  const { found, emergency } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  if (found.mayWrite) return found.restricted ? <Notice>{say("case.page.restricted")}</Notice> : null;
  if (!emergency) return <Notice>{say("case.page.read-only", { owner: found.ownerName })}</Notice>;
  return (
    <Notice tone="warning">
      {say("emergency.case.open", { time: formats.time(emergency.endsAt) })}{" "}
      <Link to={`/agency/emergencies/${emergency.id}`}>{say("emergency.case.link")}</Link>
    </Notice>
  );
}
