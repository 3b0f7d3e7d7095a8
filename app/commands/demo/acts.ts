// The acts a demo story is made of, each done by the house's own deeds at its own time. Nothing is written past them.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { decideAuthorization } from "#app/models/authorization/decide.server";
import { proposeAuthorization } from "#app/models/authorization/propose.server";
import { moveCase } from "#app/models/case/move.server";
import { addNeed } from "#app/models/case/need.server";
import { writeNote } from "#app/models/case/note.server";
import { openCase } from "#app/models/case/open.server";
import { addClient } from "#app/models/client/save.server";
import { recordConsent } from "#app/models/consent/record-consent.server";
import { recordAttendance } from "#app/models/delivery/record.server";
import { reportProgress } from "#app/models/delivery/report.server";
import { viewOffer } from "#app/models/referral/answer-offer.server";
import { chooseShared, draftReferral, writeDetails } from "#app/models/referral/draft.server";
import { sendReferral } from "#app/models/referral/send.server";
import { addDays, asCalendarDay, type CalendarDay, weekdayOf } from "#app/models/values/calendar-day";
import {
  type AuthorizationId,
  asId,
  type CaseId,
  type ClientId,
  type FundId,
  type NeedId,
  type OfferId,
  type ReferralId,
  type ServiceAtLocationId,
  type ServiceId,
  type SessionId,
  type SpecialtyId,
} from "#app/models/values/ids";
import type { DemoService } from "./directory";
import { NIGHT_WORKER, needWords, noteWords, progressWords, summaryWords } from "./phrases";
import { madeUpAddress, REGION, towns } from "./places";
import type { DemoStage } from "./stage";
import { familyNames, givenNames } from "./texture";

export interface Known {
  readonly clientId: ClientId;
  readonly caseId: CaseId;
  readonly needId: NeedId;
}

/** A client walks in, is written down, and says what they need. */
export async function intake(
  stage: DemoStage,
  caseworker: Actor,
  number: number,
  specialty: { id: string; name: string },
): Promise<Known> {
  const town = towns[(number * 5) % towns.length] ?? towns[0];
  const given = givenNames[number % givenNames.length] ?? "Rosa";
  const family = familyNames[(number * 7 + Math.floor(number / 20)) % familyNames.length] ?? "Fields";
  return stage.as(caseworker, async (db) => {
    const clientId = await addClient(db, caseworker, {
      givenName: given,
      familyName: family,
      birthDay: `${1941 + ((number * 11) % 62)}-${String(1 + (number % 12)).padStart(2, "0")}-${String(1 + ((number * 3) % 28)).padStart(2, "0")}`,
      language: number % 6 === 0 || number === NIGHT_WORKER ? "es" : "en",
      telephone: `410-555-${String(200 + number).padStart(4, "0")}`,
      email: number % 3 === 0 ? `${given}.${family}@mail.example.org`.toLowerCase() : undefined,
      safeContact: number % 9 === 0 ? "telephone" : "any",
      safeContactNote: number % 9 === 0 ? "Call before noon. Leave no message." : undefined,
      addressLine: madeUpAddress(number + 400),
      city: town?.name,
      region: REGION,
      postalCode: town?.postalCode,
      accessNeeds: number % 8 === 0 ? "Uses a wheelchair." : undefined,
      somebodyElse: "on",
    });
    const caseId = await openCase(db, caseworker, clientId, {
      cameBy: (["telephone", "walk_in", "application"] as const)[number % 3] ?? "telephone",
      summary: summaryWords(number),
    });
    const needId = await addNeed(db, caseworker, caseId, {
      specialty: asId<SpecialtyId>(specialty.id),
      words: needWords(number, specialty.name),
    });
    return { clientId, caseId, needId };
  });
}

/** The case moves on to active, with a note on the way. */
export async function plan(stage: DemoStage, caseworker: Actor, known: Known, number: number): Promise<void> {
  await stage.as(caseworker, async (db) => {
    for (const move of ["assess", "plan", "activate"] as const) await moveCase(db, caseworker, known.caseId, move);
    const kind = number % 2 === 0 ? "telephone" : "note";
    await writeNote(db, caseworker, known.caseId, {
      words: noteWords(number),
      kind,
      minutes: kind === "note" ? undefined : 15,
    });
  });
}

export interface Asked extends Known {
  readonly referralId: ReferralId;
}

/** A referral is drafted for one to three places, with what the client agreed to share. */
export async function draft(
  stage: DemoStage,
  caseworker: Actor,
  known: Known,
  placeIds: readonly string[],
  until: CalendarDay,
  answerBy: CalendarDay,
  urgency: "routine" | "soon" | "urgent",
): Promise<Asked> {
  return stage.as(caseworker, async (db) => {
    await recordConsent(db, caseworker, known.clientId, {
      organizationId: null,
      purpose: "service_referral",
      consentFields: ["name", "birth_day", "language", "telephone", "address", "access_needs", "goals"],
      givenHow: "signed",
      witness: null,
      until,
    });
    const referralId = await draftReferral(db, caseworker, {
      caseId: known.caseId,
      needId: known.needId,
      places: placeIds.map((id) => asId<ServiceAtLocationId>(id)),
    });
    await chooseShared(db, referralId, {
      fields: ["name", "language", "telephone", "access_needs", "goals"],
      documents: [],
    });
    const mode = urgency === "urgent" ? "telephone" : "direct";
    const message = "Please call to agree on a first talk. Mornings suit best.";
    await writeDetails(db, caseworker, referralId, { urgency, mode, answerBy, message });
    return { ...known, referralId };
  });
}

export const send = (stage: DemoStage, caseworker: Actor, asked: Asked): Promise<void> =>
  stage.as(caseworker, (db) => sendReferral(db, caseworker, asked.referralId));

/** The provider's coordinator opens what came in. */
export function open(stage: DemoStage, coordinator: Actor, asked: Asked): Promise<OfferId> {
  return stage.as(coordinator, async (db) => {
    const [row] = await db.execute<{ id: string }>(
      sql`select id from offer where referral_id = ${asked.referralId}::uuid and organization_id = ${coordinator.organizationId}::uuid`,
    );
    if (!row) throw new Error("nothing came in");
    const offerId = asId<OfferId>(row.id);
    await viewOffer(db, coordinator, offerId);
    return offerId;
  });
}

export interface Terms {
  readonly serviceId: string;
  readonly unitType: DemoService["specialty"]["unitType"];
  readonly fundId: string;
  readonly unitsHundredths: bigint;
  /** No more than so many in a week. */
  readonly perWeek?: bigint;
  readonly startsOn: CalendarDay;
  readonly endsOn: CalendarDay;
}

/** Units are authorized; above the caseworker's limit a supervisor decides, unless it is left waiting. */
export async function authorize(
  stage: DemoStage,
  people: { caseworker: Actor; supervisor: Actor },
  asked: Asked,
  terms: Terms,
  decides = true,
): Promise<AuthorizationId> {
  const { caseworker, supervisor } = people;
  const { id, state } = await stage.as(caseworker, async (db) => {
    const made = await proposeAuthorization(db, caseworker, {
      referralId: asked.referralId,
      serviceId: asId<ServiceId>(terms.serviceId),
      unitType: terms.unitType,
      fundId: asId<FundId>(terms.fundId),
      units: terms.unitsHundredths,
      period: terms.perWeek ? "week" : null,
      unitsPerPeriod: terms.perWeek ?? null,
      startsOn: terms.startsOn,
      endsOn: terms.endsOn,
    });
    const [row] = await db.execute<{ state: string }>(sql`select state from "authorization" where id = ${made}::uuid`);
    return { id: made, state: row?.state };
  });
  if (state === "proposed" && decides)
    await stage.as(supervisor, (db) => decideAuthorization(db, supervisor, id, { move: "activate" }));
  return id;
}

/** What was planned before a day, and is over, is recorded as it happened: mostly present, now and then late or absent. */
export async function attend(
  stage: DemoStage,
  practitioner: Actor,
  asked: Asked,
  today: CalendarDay,
  { number, until }: { number: number; until: CalendarDay },
): Promise<void> {
  const planned = await stage.as(practitioner, (db) =>
    db.execute<{ id: string; day: string; starts_at: string; ends_at: string }>(
      sql`select id, service_day::text as day, starts_at, ends_at from session where referral_id = ${asked.referralId}::uuid and state = 'planned' and ends_at < now() and service_day < ${until}::date order by starts_at`,
    ),
  );
  for (const [index, session] of planned.entries()) {
    const came = (number + index) % 7 !== 3;
    stage.at(daysFrom(today, asCalendarDay(session.day)), 20);
    await stage.as(practitioner, async (db) => {
      await recordAttendance(db, practitioner, asId<SessionId>(session.id), {
        state: came ? ((number + index) % 5 === 2 ? "late" : "present") : "absent",
        startedAt: came ? new Date(session.starts_at) : null,
        endedAt: came ? new Date(session.ends_at) : null,
        note: came ? "" : "Did not come; called and left no message.",
      });
      if (came && index % 2 === 0)
        await reportProgress(db, practitioner, {
          referralId: asked.referralId,
          sessionId: asId<SessionId>(session.id),
          words: progressWords(number + index),
        });
    });
  }
}

const daysFrom = (from: CalendarDay, to: CalendarDay): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** The next day from here that falls on this weekday. */
export function nextWeekday(from: CalendarDay, weekday: number): CalendarDay {
  for (let day = from; ; day = addDays(day, 1)) if (weekdayOf(day) === weekday) return day;
}
