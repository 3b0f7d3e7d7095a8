// How the demo's agency screens who applies to its network, and whom it has suspended: made by the house's own deeds where a person does it.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/transaction.server";
import { suspendProvider } from "#app/models/organization/suspend.server";
import { addRequirement } from "#app/models/screening/checklist.server";
import { approveApplication, rejectApplication, returnApplication } from "#app/models/screening/decide.server";
import type { ApplicationId, NewRequirement } from "#app/models/screening/forms";
import { addItem, addNote, judgeItem } from "#app/models/screening/judge.server";
import { readApplication } from "#app/models/screening/read-application.server";
import { takeApplication } from "#app/models/screening/take.server";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type OrganizationId } from "#app/models/values/ids";
import { type Applicant, answersOf, applicants } from "./applicants";
import type { DemoProvider, DemoSpecialty } from "./directory";
import type { DemoStage } from "./stage";

interface Network {
  readonly cast: { readonly nadia: Actor; readonly nils: Actor };
  readonly providers: readonly DemoProvider[];
  readonly leaves: readonly DemoSpecialty[];
}

const asked = (name: string, rest: Partial<NewRequirement>): NewRequirement => ({
  kind: null,
  itemKind: "document",
  instruction: "",
  required: true,
  name,
  ...rest,
});

const CHECKLIST: readonly NewRequirement[] = [
  asked("Proof of liability insurance", { instruction: "The policy in force now, with its sum and its last day." }),
  asked("Background checks of everybody who meets people", {
    itemKind: "check",
    instruction: "A signed statement that each was checked in the last two years.",
  }),
  asked("Two references", {
    itemKind: "reference",
    instruction: "Names and telephones of two agencies you worked for.",
  }),
  asked("Letter of exemption", { kind: "nonprofit", instruction: "The letter of the tax office." }),
  asked("Certificate of the commercial register", { kind: "company" }),
  asked("Visit of the place", { itemKind: "site_visit", required: false }),
];

/** Two people approve here; a second network manager is there for it. */
export async function screenApplicants(stage: DemoStage, network: Network): Promise<void> {
  const { nadia } = network.cast;
  stage.at(-40, 10);
  for (const line of CHECKLIST) await stage.as(nadia, (db) => addRequirement(db, nadia, line));
  await stage.asGuards((db) => db.execute(sql`update agency set screening_approvals = 2 where slug = 'harbor'`));
  for (const applicant of applicants) await screen(stage, network, applicant);
  await suspendOne(stage, network);
}

async function screen(stage: DemoStage, network: Network, applicant: Applicant): Promise<void> {
  const { nadia, nils } = network.cast;
  stage.at(-applicant.days, 9);
  const id = await stage.asGuards((db) => send(db, network, applicant));
  if (applicant.stands === "submitted") return;
  stage.at(-applicant.days + 1, 11);
  const by = applicant.stands === "half-approved" ? nils : nadia;
  await stage.as(by, (db) => takeApplication(db, by, id, null));
  const { items, version } = await stage.as(by, (db) => readApplication(db, by, id));
  const [insurance, checks, references] = items;
  if (!insurance || !checks || !references) throw new Error("the demo's checklist is not there");
  const judge = (itemId: string, move: "pass" | "ask" | "fail", words = "") =>
    stage.as(by, (db) => judgeItem(db, by, id, { itemId: itemId as never, move, words }));
  switch (applicant.stands) {
    case "in_review":
      await judge(insurance.id, "pass");
      await judge(checks.id, "ask", "The statement names four people and you have five. Who is the fifth?");
      await noteReference(stage, by, id, references.id, applicant.days);
      break;
    case "returned":
      await stage.as(by, (db) =>
        returnApplication(db, by, id, {
          version,
          words: "The address of the second place is not found, and its hours are missing.",
        }),
      );
      break;
    case "rejected":
      await judge(checks.id, "fail", "Two of the people could not be checked.");
      await stage.as(by, (db) =>
        rejectApplication(db, by, id, {
          version,
          code: "requirements",
          words: "Apply again when everybody who meets people is checked.",
        }),
      );
      break;
    case "half-approved":
      for (const item of items) await judge(item.id, "pass");
      await halfApprove(stage, by, id, version);
  }
}

/** The first of two people says yes; the second has still to look. */
async function halfApprove(stage: DemoStage, by: Actor, id: ApplicationId, version: number): Promise<void> {
  await stage.as(by, (db) => approveApplication(db, by, id, { version, words: "Welcome to the network." }));
}

async function noteReference(
  stage: DemoStage,
  by: Actor,
  id: ApplicationId,
  itemId: string,
  days: number,
): Promise<void> {
  const day = addDays(await stage.today(), -days);
  await stage.as(by, (db) =>
    addNote(
      db,
      by,
      id,
      {
        itemId: itemId as never,
        words: "Called the first: three years of meals for older neighbors, always on time.",
        happenedOn: day,
        toApplicant: false,
      },
      null,
    ),
  );
  await stage.as(by, (db) =>
    addItem(db, by, id, {
      itemKind: "interview",
      name: "Talk about the kitchen's permit",
      instruction: "Bring the permit.",
      required: false,
    }),
  );
}

async function send(db: Db, { cast, providers, leaves }: Network, applicant: Applicant): Promise<ApplicationId> {
  const claimed = applicant.claims ? providers.find(({ agencies }) => agencies.length === 0) : undefined;
  const name = claimed?.name ?? applicant.name;
  const answers = await answersOf(db, { ...applicant, name }, leaves, claimed?.organizationId ?? null);
  const [row] = await db.execute<{ id: string }>(sql`
    insert into application (agency_id, kind, organization_name, contact_name, contact_email, answers, tax_identifier)
    values (${cast.nadia.agencyId}::uuid, ${applicant.kind}, ${name}, ${applicant.contact}, ${applicant.email},
      ${JSON.stringify(answers)}::jsonb, ${applicant.taxIdentifier}) returning id`);
  const id = row?.id ?? "";
  if (claimed) {
    await db.execute(
      sql`update application set claims_organization_id = ${claimed.organizationId}::uuid where id = ${id}::uuid`,
    );
  }
  await db.execute(sql`update application set state = 'submitted' where id = ${id}::uuid`);
  await keepKey(db, id, applicant.name);
  return asId<ApplicationId>(id);
}

/** So that the applicant's side can be looked at: /applications/demo-elm-street-fellowship. Nowhere but in the demo is a key a word. */
async function keepKey(db: Db, id: string, name: string): Promise<void> {
  const token = `demo-${name.toLowerCase().replace(/[^a-z]+/g, "-")}`;
  await db.execute(sql`insert into application_key (agency_id, application_id, key_hash, expires_at)
    select agency_id, id, ${hashToken(token)}, app.clock() + interval '1 year' from application where id = ${id}::uuid`);
}

/** The last provider of the agency's network: no story needs it. */
async function suspendOne(stage: DemoStage, { cast: { nadia }, providers }: Network): Promise<void> {
  const [last] = providers.filter(({ agencies }) => agencies.includes("harbor")).slice(-1);
  if (!last) throw new Error("the demo's network is empty");
  stage.at(-12, 15);
  await stage.as(nadia, async (db) => {
    const [row] = await db.execute<{ today: string }>(
      sql`select app.agency_day(${nadia.agencyId}::uuid)::text as today`,
    );
    await suspendProvider(db, nadia, asId<OrganizationId>(last.organizationId), {
      fromDay: asCalendarDay(row?.today ?? ""),
      code: "credential",
      words: "Your liability insurance has run out. Send us the new policy, and we reinstate you the same day.",
      services: "continue",
    });
  });
}
