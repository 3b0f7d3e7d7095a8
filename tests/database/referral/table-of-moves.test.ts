// Every state × every move × every role of a referral and of an offer: allowed or refused as the lifecycle's table says, by the deeds and by the database.
import postgres from "postgres";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { refusalIn } from "#app/access/refusals.server";
import type { Db } from "#app/database/transaction.server";
import { offerLifecycle, referralLifecycle } from "#app/models/referral/lifecycle";
import { strikeClocks } from "#app/models/referral/strike-clocks.server";
import type { Lifecycle } from "#app/models/values/lifecycle";
import type { PersonName } from "#tests/stage/cast";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { type Deed, OFFER_DEEDS, REFERRAL_DEEDS, type Rows } from "#tests/stage/referral-deeds";
import { inesDrafts, rosaAgrees, toNorthside } from "#tests/stage/referral-story";

const PEOPLE = {
  ines: "agency",
  carl: "agency",
  sol: "agency",
  otto: "agency",
  nadia: "network",
  finn: "finance",
  freya: "finance",
  ada: "admin",
  audrey: "admin",
  mara: "portal",
  pavel: "portal",
  bea: "portal",
  ora: "portal",
  sid: "portal",
} as const satisfies Partial<Record<PersonName, string>>;
type Somebody = keyof typeof PEOPLE;
const EVERYBODY = Object.keys(PEOPLE) as Somebody[];

/** Who carries Rosa's case at the agency, and who answers for Northside; everybody else moves nothing, whatever the state. */
const PARTIES: readonly Somebody[] = ["ines", "sol", "mara", "ora"];

/** Where a move is not open, one of each party is enough to ask: nobody else is let further than they. */
const MOVERS: readonly Somebody[] = ["ines", "mara"];

/** The state of the other row in which each state is met. */
const OFFER_OF = {
  draft: "withdrawn",
  sent: "offered",
  accepted: "accepted",
  in_progress: "accepted",
  on_hold: "accepted",
  completed: "accepted",
  not_completed: "accepted",
  declined: "declined",
  expired: "lapsed",
  withdrawn: "withdrawn",
  cancelled: "accepted",
  entered_in_error: "accepted",
} as const satisfies Record<(typeof referralLifecycle.states)[number], (typeof offerLifecycle.states)[number]>;
const REFERRAL_OF = {
  offered: "sent",
  viewed: "sent",
  info_requested: "sent",
  waitlisted: "sent",
  accepted: "accepted",
  declined: "declined",
  lapsed: "expired",
  withdrawn: "withdrawn",
  superseded: "accepted",
} as const satisfies Record<(typeof offerLifecycle.states)[number], (typeof referralLifecycle.states)[number]>;

interface Scene extends Rows {
  /** Puts both rows into these states, past every lock. */
  set(referral: string, offer: string): Promise<void>;
  readonly look: postgres.Sql;
}

async function onScene(story: (stage: Stage, scene: Scene) => Promise<void>): Promise<void> {
  await onStage(async (stage) => {
    const { referralId, north: offerId } = await toNorthside(stage);
    await rosaAgrees(stage);
    const draftId = await inesDrafts(stage, [stage.cast.northside.serviceAtLocationId]);
    const look = postgres(stage.urls.admin, { max: 1, onnotice: () => {} });
    try {
      const set = async (referral: string, offer: string) => {
        await look.begin(async (past) => {
          await past`set local session_replication_role = replica`;
          await past`update referral set state = ${referral}, outcome = 'got_service' where id = ${referralId}`;
          await past`update offer set state = ${offer}, identified = true, decline_code = 'other',
            remind_at = created_at, answer_until = created_at, move_on_at = created_at, lapse_at = created_at, due_at = created_at where id = ${offerId}`;
          await past`delete from offer_step`;
          await past`update disclosure set closed_at = null`;
        });
      };
      await look`insert into offer_question (agency_id, referral_id, organization_id, offer_id, asked_by, question)
        select agency_id, referral_id, organization_id, id, ${stage.cast.mara.membershipId}, 'In the evening?' from offer where id = ${offerId}`;
      await look`insert into retraction (agency_id, referral_id, words, asked_by) select agency_id, id, 'Wrong person', created_by from referral`;
      await story(stage, { referralId, draftId, offerId, set, look });
    } finally {
      await look.end();
    }
  });
}

/** Does it, notes what came of it, and takes it back. A no that no person could be told is a fault of ours. */
async function comesOf({ as }: Stage, actor: Actor, work: (db: Db) => Promise<unknown>): Promise<"done" | "refused"> {
  const done = new Error("done");
  try {
    await as(actor, async (db) => {
      await work(db);
      throw done;
    });
  } catch (failure) {
    if (failure === done) return "done";
    if (refusalIn(failure)) return "refused";
    throw failure;
  }
  throw new Error("a story that ended without an end");
}

const isOpen = (life: Lifecycle, state: string, move: string, desk?: string) => life.may(state, move, desk);

async function tryDeeds(
  stage: Stage,
  rows: Rows,
  life: Lifecycle,
  state: string,
  deeds: Readonly<Record<string, Deed>>,
): Promise<void> {
  for (const [move, { by, run }] of Object.entries(deeds)) {
    for (const name of isOpen(life, state, move) ? EVERYBODY : MOVERS) {
      const isParty = by ? by.includes(name) : PARTIES.includes(name);
      const expected = isParty && isOpen(life, state, move, PEOPLE[name]) ? "done" : "refused";
      const actor = stage.cast[name];
      const found = await comesOf(stage, actor, (db) => run(db, actor, { ...rows, state }));
      expect([life.name, state, move, name, found]).toEqual([life.name, state, move, name, expected]);
    }
  }
}

test("each deed on a referral is done in the states and by the people its table names, and refused in words to all others", () =>
  onScene(async (stage, { set, look, ...rows }) => {
    for (const state of referralLifecycle.states) {
      await set(state, OFFER_OF[state]);
      const of = state === "draft" ? { ...rows, referralId: rows.draftId } : rows;
      await tryDeeds(stage, of, referralLifecycle, state, REFERRAL_DEEDS);
      await stage.asRole("app_job", strikeClocks);
      const [after] = await look`select state from referral where id = ${rows.referralId}`;
      const expected = isOpen(referralLifecycle, state, "expire", "system") ? "expired" : state;
      expect([state, after?.state]).toEqual([state, expected]);
    }
  }));

test("each answer to an offer is given in the states and by the people its table names, and refused in words to all others", () =>
  onScene(async (stage, { set, look, ...rows }) => {
    for (const state of offerLifecycle.states) {
      await set(REFERRAL_OF[state], state);
      await tryDeeds(stage, rows, offerLifecycle, state, OFFER_DEEDS);
      await stage.asRole("app_job", strikeClocks);
      const [after] = await look`select state from offer where id = ${rows.offerId}`;
      // While the agency owes an answer, the provider's clock stands still.
      const runs = state !== "info_requested" && isOpen(offerLifecycle, state, "lapse", "system");
      expect([state, after?.state]).toEqual([state, runs ? "lapsed" : state]);
    }
  }));

/**
 * Tries each state as the next one, as each of these people: "moved", "hidden", or what refused it. Nothing of it stays: a role
 * and a person are put down with the step that is taken back.
 */
const TRY_MOVES = `
  create function public.try_moves(of_table text, of_id uuid, states text[], people jsonb) returns table (name text, state text, came text) language plpgsql as $$
  declare
    one jsonb;
    told text;
    touched integer;
  begin
    for one in select jsonb_array_elements(people) loop
      name := one ->> 'name';
      foreach state in array states loop
        begin
          perform set_config('app.actor_id', one ->> 'person', true), set_config('app.membership_id', one ->> 'seat', true), set_config('role', one ->> 'role', true);
          execute format('update public.%I set state = $1 where id = $2', of_table) using state, of_id;
          get diagnostics touched = row_count;
          raise exception using errcode = 'MV000', message = case touched when 0 then 'hidden' else 'moved' end;
        exception when others then
          get stacked diagnostics came = constraint_name, told = message_text;
          came := case when sqlstate = 'MV000' then told when came = '' then sqlstate else came end;
        end;
        return next;
      end loop;
    end loop;
  end $$`;

interface Asked {
  readonly table: string;
  readonly id: string;
  readonly life: Lifecycle;
}

type Mover = Somebody | "the system";

/** What comes of moving the row to each state as each of them: with the policies of requests, or by the trigger alone. */
function movesOf(
  { cast }: Stage,
  look: postgres.Sql,
  { table, id, life }: Asked,
  movers: readonly Mover[],
  role: string,
) {
  const people = movers.map((name) => {
    const actor = name === "the system" ? null : cast[name];
    return { name, role, person: actor?.personId ?? "", seat: actor?.membershipId ?? "" };
  });
  return look<{ name: Mover; state: string; came: string }[]>`
    select name, state, came from public.try_moves(${table}, ${id}, ${[...life.states]}, ${look.json(people)})`;
}

/** One of each desk: the trigger asks for no more. */
const DESKS: readonly Mover[] = ["ines", "nadia", "finn", "ada", "mara", "the system"];
const deskOf = (name: Mover) => (name === "the system" ? "system" : PEOPLE[name]);

async function judgeMoves(stage: Stage, look: postgres.Sql, asked: Asked, from: string): Promise<void> {
  const { life } = asked;
  const isLegal = (to: string, desk: string) =>
    from === to || life.transitions().some((step) => step.from === from && step.to === to && step.who.includes(desk));
  for (const { name, state: to, came } of await movesOf(stage, look, asked, DESKS, "none")) {
    const isRefused = came === `${life.name}_move`;
    expect([life.name, from, to, name, isRefused]).toEqual([life.name, from, to, name, !isLegal(to, deskOf(name))]);
  }
  // What a person can write past our deeds is less: of the legal moves, those of the two parties.
  for (const { name, state: to, came } of await movesOf(stage, look, asked, EVERYBODY, "app_user")) {
    const isParty = [...PARTIES, "pavel"].includes(name);
    if (came === "moved")
      expect([from, to, name, isParty && isLegal(to, deskOf(name))]).toEqual([from, to, name, true]);
  }
}

test("the database's trigger lets each desk make the table's moves and no other, and its policies let nobody but the two parties", () =>
  onScene(async (stage, { set, look, referralId, offerId }) => {
    await look.unsafe(TRY_MOVES);
    for (const state of referralLifecycle.states) {
      await set(state, OFFER_OF[state]);
      await judgeMoves(stage, look, { table: "referral", id: referralId, life: referralLifecycle }, state);
    }
    for (const state of offerLifecycle.states) {
      await set(REFERRAL_OF[state], state);
      await judgeMoves(stage, look, { table: "offer", id: offerId, life: offerLifecycle }, state);
    }
  }));
