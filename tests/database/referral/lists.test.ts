// Lists are turned page by page: each row comes once, also of many that happened in the same moment, and nobody else's comes at all.
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { connect } from "#app/commands/postgres/connect";
import { readToday } from "#app/models/case/today.server";
import { readCaseload } from "#app/models/delivery/caseload.server";
import { readNotices } from "#app/models/notification/read.server";
import { REFERRAL_VIEWS, readReferrals } from "#app/models/referral/read.server";
import { OFFER_VIEWS, readOffers } from "#app/models/referral/read-offers.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { toNorthside } from "#tests/stage/referral-story";
import { turnPages } from "#tests/stage/turn-pages";

const STATES = ["sent", "sent", "accepted", "in_progress", "on_hold", "completed", "declined", "draft"];
const EACH = 30;

/** Of one that was truly sent: thirty in each state, all of one moment, and of each an offer to Northside. */
async function growLists(stage: Stage): Promise<void> {
  const { referralId, north } = await toNorthside(stage);
  const admin = await connect(stage.urls.admin, "story");
  try {
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`create temporary table grown on commit drop as
        select gen_random_uuid() as id, g.n, (string_to_array(${STATES.join()}, ','))[1 + g.n % ${STATES.length}::int] as state from generate_series(1, ${EACH * STATES.length}::int) g(n)`;
      await sql`insert into referral (id, agency_id, case_id, client_id, number, specialty_id, state, created_by, created_at, sent_at, outcome)
        select g.id, r.agency_id, r.case_id, r.client_id, 'R-9' || g.n, r.specialty_id, g.state, r.created_by, r.created_at, case when g.state <> 'draft' then r.sent_at end,
          case when g.state = 'completed' then 'got_service' end from grown g cross join referral r where r.id = ${referralId}`;
      await sql`insert into offer (agency_id, referral_id, organization_id, service_at_location_id, state, identified, answer_by, created_at, decline_code, summary, waitlist_until)
        select o.agency_id, g.id, o.organization_id, o.service_at_location_id,
          case g.state when 'sent' then (array['offered', 'viewed', 'waitlisted', 'info_requested'])[1 + g.n / 8 % 4] when 'declined' then 'declined' else 'accepted' end, true,
          case when g.n % 3 > 0 then current_date + g.n % 5 end, o.created_at, case when g.state = 'declined' then 'no_capacity' end,
          jsonb_build_object('number', 'R-9' || g.n, 'urgency', (array['routine', 'soon', 'urgent'])[1 + g.n % 3]), case when g.n % 2 = 0 then current_date + g.n % 7 end
        from grown g cross join offer o where o.id = ${north} and g.state <> 'draft'`;
      await sql`insert into notification (membership_id, kind, subject_type, subject_id, path, created_at)
        select ${stage.cast.ines.membershipId}, 'offer.accepted', 'referral', g.id, '/agency/referrals/' || g.id, r.sent_at from grown g cross join referral r where r.id = ${referralId}`;
    });
  } finally {
    await admin.end({ timeout: 1 });
  }
}

test("Ines turns the pages of her agency's referrals: each comes once in its view; Otto, of another agency, turns none", () =>
  onStage(async (stage) => {
    await growLists(stage);
    const { ines, otto } = stage.cast;
    const count = async (who: Actor, view: (typeof REFERRAL_VIEWS)[number], mine: boolean) =>
      (await turnPages(stage, who, (db, after) => readReferrals(db, who, { view, mine, after }))).length;
    const found = new Map<string, number>();
    for (const view of REFERRAL_VIEWS) found.set(view, await count(ines, view, view === "underway"));
    // The first was truly sent.
    expect(Object.fromEntries(found)).toEqual({
      waiting: 2 * EACH + 1,
      underway: 3 * EACH,
      "to-close": 2 * EACH,
      drafts: EACH,
      all: 8 * EACH + 1,
    });
    expect(await count(otto, "all", false)).toBe(0);
    // Of the sent ones a provider asked something; the owner and a supervisor find the same, each in a way of its own.
    const asked = async (who: Actor) =>
      (await stage.as(who, (db) => readToday(db, who, asCalendarDay("2026-04-01")))).questions.count;
    expect(await asked(ines)).toBeGreaterThan(10);
    expect(await asked(stage.cast.sol)).toBe(await asked(ines));
  }));

test("Mara answers by the day it is due, the urgent before the rest of their day, each once; Sid is shown none of them", () =>
  onStage(async (stage) => {
    await growLists(stage);
    const { mara, sid } = stage.cast;
    const caseload = await turnPages(stage, mara, (db, after) => readCaseload(db, mara, after));
    expect(caseload).toHaveLength(3 * EACH);
    expect(await turnPages(stage, sid, (db, after) => readCaseload(db, sid, after))).toEqual([]);
    const found = new Map<string, number>();
    for (const view of OFFER_VIEWS) {
      const rows = await turnPages(stage, mara, (db, after) => readOffers(db, mara, { view, after }));
      found.set(view, rows.length);
      if (view !== "waiting") continue;
      const keys = rows.map(({ state, answerBy, waitlistUntil, createdAt, summary }) => {
        const unsaid = new Date(createdAt.getTime() + 14 * 86_400_000).toISOString().slice(0, 10);
        const due = { info_requested: "9999-12-31", waitlisted: waitlistUntil ?? "9999-12-30" }[state];
        return `${due ?? answerBy ?? unsaid} ${{ urgent: 1, soon: 2 }[summary.urgency] ?? 3}`;
      });
      expect(keys).toEqual(keys.toSorted());
    }
    expect(Object.fromEntries(found)).toEqual({
      waiting: 2 * EACH + 1,
      held: 3 * EACH,
      ended: 2 * EACH,
      all: 7 * EACH + 1,
    });
    expect(await turnPages(stage, sid, (db, after) => readOffers(db, sid, { view: "all", after }))).toEqual([]);
  }));

test("Ines turns the pages of her notices: none is passed over where many came at once; Sol reads none of hers", () =>
  onStage(async (stage) => {
    await growLists(stage);
    const { ines, sol } = stage.cast;
    const own = await turnPages(stage, ines, (db, after) => readNotices(db, ines, after));
    expect(own.filter(({ kind }) => kind === "offer.accepted")).toHaveLength(EACH * STATES.length);
    const hers = new Set(own.map(({ id }) => id));
    const his = await turnPages(stage, sol, (db, after) => readNotices(db, sol, after));
    expect(his.filter(({ id }) => hers.has(id))).toEqual([]);
  }));
