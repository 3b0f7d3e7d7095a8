// What the demo's network asks for and what its providers hold, by the house's own deeds: licences in each state, an exclusion list, an adverse action.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import { recordAdverseAction } from "#app/models/practitioner/adverse-actions.server";
import { CredentialForm, type NewRequirement, type NewType } from "#app/models/practitioner/credential-forms";
import { addCredential } from "#app/models/practitioner/credentials.server";
import { decideMatch, uploadExclusions } from "#app/models/practitioner/exclusions.server";
import { expireCredentials } from "#app/models/practitioner/expire-credentials.server";
import { addHistory } from "#app/models/practitioner/history.server";
import { matchExclusions } from "#app/models/practitioner/match-exclusions.server";
import { addRequirement, addType } from "#app/models/practitioner/types.server";
import { moveCredential } from "#app/models/practitioner/verify-credential.server";
import { addDays, asCalendarDay, type CalendarDay } from "#app/models/values/calendar-day";
import {
  asId,
  type CredentialId,
  type ExclusionMatchId,
  type OrganizationId,
  type PractitionerId,
  type SpecialtyId,
} from "#app/models/values/ids";
import { PROVIDER_LICENCE } from "./credential-codes";
import type { Cast } from "./houses";
import type { DemoStage } from "./stage";

type People = Pick<Cast, "nadia" | "mara">;
type Told = { readonly stage: DemoStage; readonly cast: People; readonly today: CalendarDay };

export async function keepCredentials(stage: DemoStage, cast: People, today: CalendarDay): Promise<void> {
  const told = { stage, cast, today };
  const places = await look(stage);
  await askFor(told, places);
  await holdAtNorthside(told, places);
  await endSomeLicence(stage);
  await expire(stage);
  await exclude(told, places);
}

async function look(stage: DemoStage) {
  return stage.asGuards(async (db) => {
    const [row] = await db.execute<{
      practitioner: string;
      place: string;
      treatment: string;
      counseling: string;
      other: string;
      name: string;
    }>(sql`
      select (select p.id from practitioner p where p.organization_id = o.id order by p.name limit 1)::text as practitioner,
        (select l.id from location l where l.organization_id = o.id order by l.id limit 1)::text as place,
        (select s.id from specialty s where s.name = 'Mental health')::text as counseling,
        (select s.id from specialty s where s.name = 'Substance use')::text as treatment,
        other.id::text as other, other.name
      from organization o, lateral (
        select x.id, x.name from organization x join agreement a on a.organization_id = x.id and a.state = 'active' join agency h on h.id = a.agency_id and h.slug = 'harbor'
        where x.id <> o.id and x.name not like '%Ride%' order by x.id desc limit 1) other
      where o.name = 'Northside Care'`);
    if (!row) throw new Error("Northside Care is not in the demo");
    return {
      practitionerId: asId<PractitionerId>(row.practitioner),
      placeId: row.place,
      specialties: { counseling: asId<SpecialtyId>(row.counseling), treatment: asId<SpecialtyId>(row.treatment) },
      other: { id: asId<OrganizationId>(row.other), name: row.name },
    };
  });
}

const type = (
  code: string,
  name: string,
  kind: NewType["kind"],
  heldBy: NewType["heldBy"],
  verification: string,
): NewType => ({
  code,
  name,
  kind,
  heldBy,
  needsProof: false,
  verification,
});

async function askFor({ stage, cast: { nadia }, today }: Told, { specialties }: Places): Promise<void> {
  stage.at(-30, 9);
  await stage.as(nadia, async (db) => {
    const asked: NewRequirement = {
      intent: "require",
      scope: "specialty",
      providerKind: "",
      fromDay: addDays(today, -365),
    };
    const licence = await addType(
      db,
      nadia,
      type(
        PROVIDER_LICENCE,
        "Provider licence",
        "licence",
        "organization",
        "Look it up in the register of the state board.",
      ),
    );
    await addRequirement(db, nadia, licence, { ...asked, specialtyId: specialties.treatment });
    const counselor = await addType(
      db,
      nadia,
      type(
        "counselor-licence",
        "Counselor licence",
        "licence",
        "practitioner",
        "Look it up in the register of the board of counselors.",
      ),
    );
    await addRequirement(db, nadia, counselor, {
      ...asked,
      specialtyId: specialties.counseling,
      fromDay: addDays(today, 60),
    });
    await addType(
      db,
      nadia,
      type("liability-insurance", "Liability insurance", "insurance", "organization", "Call the insurer."),
    );
    await addType(db, nadia, type("fire-inspection", "Fire inspection", "certificate", "location", ""));
  });
}

type Places = Awaited<ReturnType<typeof look>>;

/** One in each state a provider meets. */
async function holdAtNorthside({ stage, cast: { nadia, mara }, today }: Told, places: Places): Promise<void> {
  stage.at(-20, 10);
  const add = (what: string, of: string, from: number, days: number, renewsId?: string) =>
    stage.as(mara, (db) =>
      addCredential(
        db,
        mara,
        CredentialForm.parse({
          what,
          of,
          number: "",
          issuer: "State board",
          issuedOn: addDays(today, from),
          lastDay: addDays(today, from + days),
          ...(renewsId ? { renewsId } : {}),
        }),
        null,
      ),
    );
  const verify = (id: CredentialId) =>
    stage.as(nadia, (db) => moveCredential(db, nadia, id, { intent: "verify", how: "Looked up in the register." }));
  const staff = `practitioner:${places.practitionerId}`;
  const insurance = await add("type:liability-insurance", "organization", -340, 365);
  await verify(insurance);
  await add("type:liability-insurance", "organization", 26, 365, insurance);
  await add("type:counselor-licence", staff, -100, 700);
  const inspection = await add("type:fire-inspection", `location:${places.placeId}`, -400, 380);
  await verify(inspection);
  const refused = await add("kind:certificate", staff, -10, 300);
  await stage.as(nadia, (db) =>
    moveCredential(db, nadia, refused, {
      intent: "refuse",
      words: "The number belongs to somebody else. Please send the right one.",
    }),
  );
  const revoked = await add("kind:accreditation", "organization", -300, 900);
  await verify(revoked);
  await stage.as(nadia, (db) =>
    moveCredential(db, nadia, revoked, {
      intent: "revoke",
      revokedOn: addDays(today, -25),
      words: "The accrediting body has withdrawn it.",
    }),
  );
  const studied = { kind: "education", place: "State University", title: "Master of Social Work" } as const;
  const worked = { kind: "employment", place: "County Hospital", title: "Social worker" } as const;
  await stage.as(mara, async (db) => {
    const days = { startsOn: asCalendarDay("2008-09-01"), lastDay: asCalendarDay("2011-06-30") };
    await addHistory(db, mara, places.practitionerId, { intent: "add", ...studied, ...days });
    await addHistory(db, mara, places.practitionerId, {
      intent: "add",
      ...worked,
      startsOn: asCalendarDay("2011-09-01"),
      lastDay: asCalendarDay("2018-03-31"),
    });
  });
}

/** A provider with nothing open, so that search has somebody to say it of and no story is changed. */
const endSomeLicence = (stage: DemoStage) =>
  stage.asGuards((db) =>
    db.execute(sql`update credential c set expires_on = (app.clock() - interval '6 days')::date where c.type_code = ${PROVIDER_LICENCE}
      and c.organization_id = (
        select a.organization_id from agreement a join agency h on h.id = a.agency_id and h.slug = 'harbor' join service_specialty ss on ss.organization_id = a.organization_id
          join specialty s on s.id = ss.specialty_id join specialty up on up.id = any(s.path) and up.name = 'Substance use'
        where a.state = 'active' and not exists (select 1 from offer o where o.organization_id = a.organization_id)
          and not exists (select 1 from membership m where m.organization_id = a.organization_id)
        order by a.organization_id limit 1)`),
  );

async function expire(stage: DemoStage): Promise<void> {
  stage.at(-1, 3);
  for (let round = 0; round < 10 && (await stage.asWorker(expireCredentials)) > 0; round += 1);
}

async function exclude({ stage, cast: { nadia }, today }: Told, { other, practitionerId }: Places): Promise<void> {
  stage.at(-3, 14);
  const text = [
    "Name,Type,NPI,ExclDate,ReinDate",
    `${other.name} Holdings,Entity,1700000001,${addDays(today, -700)},`,
    `${other.name},Entity,,${addDays(today, -3000)},${addDays(today, -1200)}`,
    `${await nameOf(stage, practitionerId)},Individual,1700000003,${addDays(today, -900)},`,
    "Nobody Known,Individual,1700000004,99/99/2020,",
  ].join("\n");
  const file = { name: "state-exclusions.csv", sha256: "5".repeat(64), text };
  await stage.as(nadia, (db) =>
    uploadExclusions(
      db,
      nadia,
      { intent: "list", name: "State exclusion list", authority: "State health department" },
      file,
    ),
  );
  await matchExclusions(null, (work) => stage.asWorker(work));
  const found = await stage.asGuards((db) =>
    db.execute<{ id: string; ended: boolean; person: boolean }>(
      sql`select id::text as id, ends_on is not null as ended, practitioner_id is not null as person from exclusion_match order by id`,
    ),
  );
  for (const { id, ended, person } of found) {
    if (!ended && !person) continue;
    const words = ended ? "Same address. The exclusion is over since." : "Another middle name and another town.";
    await stage.as(nadia, (db) =>
      decideMatch(db, nadia, asId<ExclusionMatchId>(id), { move: ended ? "confirm" : "dismiss", words }),
    );
  }
  await stage.as(nadia, (db) =>
    recordAdverseAction(
      db,
      nadia,
      other.id,
      {
        practitionerId: null,
        kind: "sanction",
        authority: "State health department",
        actedOn: addDays(today, -3000),
        words: "Excluded for five years; reinstated since.",
      },
      null,
    ),
  );
}

const nameOf = (stage: DemoStage, practitionerId: PractitionerId) =>
  stage.asGuards(async (db: Db) => {
    const [row] = await db.execute<{ name: string }>(
      sql`select name from practitioner where id = ${practitionerId}::uuid`,
    );
    return row?.name ?? "";
  });
