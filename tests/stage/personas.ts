// Everybody the access matrix asks as: the cast, and those who should see nothing or one thing alone. Judges nothing.
import { sql } from "drizzle-orm";
import type { BearerKind, DatabaseRole, Db } from "#app/database/transaction.server";
import type { Cast } from "./cast";
import { APPLICANT_KEYS } from "./every-row/application";
import { ROSAS_KEY, UPLOAD_KEY } from "./every-row/case";
import { CALENDAR_KEY } from "./every-row/door";
import { FEEDBACK_KEY } from "./every-row/feedback";
import { ANSWER_KEY, ARRIVAL_KEY } from "./every-row/referral";
import type { Persona } from "./matrix";

const NOBODY = "00000000-0000-4000-8000-000000000000";

interface Audience {
  readonly cast: Cast;
  asRole<T>(role: DatabaseRole, work: (db: Db) => Promise<T>): Promise<T>;
}

/** The cast, and those who should see nothing: nobody, somebody unknown, a disabled person, a seat that is another's. */
export async function personasOf({ cast, asRole }: Audience): Promise<Persona[]> {
  // Felix has Freya's role at the same agency: what she may, he may.
  const people = Object.entries(cast).flatMap(([name, actor]) =>
    name !== "felix" && typeof actor === "object" && "personId" in actor
      ? [{ name, personId: actor.personId, membershipId: actor.membershipId }]
      : [],
  );
  const [gone] = await asRole("app_definer", (db) =>
    db.execute<{
      person_id: string;
      id: string;
    }>(sql`with p as (insert into person (name, email) values ('Gone', 'gone@example.org') returning id)
      insert into membership (person_id, agency_id, role, disabled_at) select id, ${cast.agencyId}::uuid, 'caseworker', app.clock() from p returning person_id, id`),
  );
  const [abroad] = await asRole("app_definer", (db) =>
    db.execute<{
      person_id: string;
      id: string;
    }>(sql`with p as (insert into person (name, email) values ('Abroad', 'abroad@example.org') returning id)
      insert into membership (person_id, agency_id, role) select id, ${cast.othertonId}::uuid, 'supervisor' from p returning person_id, id`),
  );
  const [deputy] = await asRole("app_definer", (db) =>
    db.execute<{
      person_id: string;
      id: string;
    }>(sql`with p as (insert into person (name, email) values ('Deputy', 'deputy@example.org') returning id),
      m as (insert into membership (person_id, agency_id, role) select id, ${cast.agencyId}::uuid, 'supervisor' from p returning person_id, id),
      s as (insert into supervision (agency_id, supervisor_membership_id, caseworker_membership_id, held_on)
        select ${cast.agencyId}::uuid, ${cast.sol.membershipId}::uuid, id, app.clock()::date from m returning id),
      c as (insert into supervision_case (agency_id, supervision_id, case_id, agreed) select ${cast.agencyId}::uuid, id, ${cast.rosa.caseId}::uuid, 'Call' from s)
      select person_id, id from m`),
  );
  const [helper] = await asRole("app_definer", (db) =>
    db.execute<{
      person_id: string;
      id: string;
    }>(sql`with p as (insert into person (name, email) values ('Helper', 'helper@example.org') returning id),
      m as (insert into membership (person_id, agency_id, role) select id, ${cast.agencyId}::uuid, 'caseworker' from p returning person_id, id),
      t as (insert into case_member (agency_id, case_id, membership_id) select ${cast.agencyId}::uuid, ${cast.rosa.caseId}::uuid, id from m),
      w as (insert into thread_message (agency_id, referral_id, organization_id, author_id, words)
        select o.agency_id, o.referral_id, o.organization_id, m.id, 'Written before the case was restricted' from m cross join offer o
        join referral r on r.id = o.referral_id where r.number = 'R-9006')
      select person_id, id from m`),
  );
  return [
    ...people,
    ...(await systemsOf(asRole)),
    { name: "on Rosa's team", personId: helper?.person_id ?? "", membershipId: helper?.id ?? "" },
    { name: "Sol's deputy", personId: deputy?.person_id ?? "", membershipId: deputy?.id ?? "" },
    { name: "another agency's supervisor", personId: abroad?.person_id ?? "", membershipId: abroad?.id ?? "" },
    { name: "nobody", personId: "", membershipId: "" },
    { name: "unknown", personId: NOBODY, membershipId: NOBODY },
    { name: "disabled", personId: gone?.person_id ?? "", membershipId: gone?.id ?? "" },
    ...bearers(),
    { name: "in another's seat", personId: cast.ines.personId, membershipId: cast.freya.membershipId },
  ];
}

/** Other people's systems, each in the seat it was let in to. */
async function systemsOf(asRole: Audience["asRole"]): Promise<Persona[]> {
  const systems = await asRole("app_definer", (db) =>
    db.execute<{
      name: string;
      person_id: string;
      id: string;
    }>(
      sql`select p.name, m.person_id, m.id from partner p join membership m on m.id = p.membership_id where p.revoked_at is null order by p.name`,
    ),
  );
  return [...systems].map(({ name, person_id, id }) => ({
    name: `system of ${name}`,
    personId: person_id,
    membershipId: id,
  }));
}

/** Those who come by a mailed link and are nobody otherwise. */
function bearers(): Persona[] {
  const of = (name: string, kind: BearerKind, keyHash: string) => ({
    name,
    personId: "",
    membershipId: "",
    bearer: { kind, keyHash },
  });
  return [
    ...Object.entries(APPLICANT_KEYS).map(([name, keyHash]) => of(name, "application", keyHash)),
    of("a client sending documents", "upload", UPLOAD_KEY),
    of("somebody with a link of Northside", "confirmation", "1".repeat(64)),
    of("somebody with a link of Rosa", "sharing", ROSAS_KEY),
    of("somebody with a link of Northside's offer", "answer", ANSWER_KEY),
    of("a client asked how it went", "feedback", FEEDBACK_KEY),
    of("whoever scanned Rosa's slip", "arrival", ARRIVAL_KEY),
    of("Mara's calendar program", "calendar", CALENDAR_KEY),
  ];
}
