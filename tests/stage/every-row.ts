// One row for every state that a policy or guard names, on top of the cast: what the access matrix is measured on.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "./cast";

type Values = Record<string, unknown>;

/** Runs as the guards' role: the lifecycles still hold, so every state is reached by its moves. */
export async function layEveryRow(db: Db, cast: Cast): Promise<void> {
  await layDoor(db, cast);
  await layDirectory(db, cast);
  const restricted = await layCases(db, cast);
  const documentId = await layDocuments(db, cast);
  const consentId = await layConsents(db, cast);
  const held = await layReferrals(db, cast, { consentId, documentId, restricted });
  const delivered = await layDelivery(db, cast, held);
  await layMoney(db, cast, delivered);
}

async function layDoor(db: Db, cast: Cast): Promise<void> {
  const later = sql`app.clock() + interval '1 day'`;
  await put(db, "sign_in_session", {
    token_hash: "s1",
    person_id: cast.ines.personId,
    membership_id: cast.ines.membershipId,
    expires_at: later,
  });
  await put(db, "reset_token", { token_hash: "t1", person_id: cast.ines.personId, expires_at: later });
  await put(db, "sign_in_throttle", { subject: "account:ines" });
  const invited = { name: "New", expires_at: later };
  await put(db, "invitation", {
    ...invited,
    token_hash: "i1",
    email: "a@example.org",
    agency_id: cast.agencyId,
    role: "caseworker",
    invited_by: cast.ada.membershipId,
  });
  await put(db, "invitation", {
    ...invited,
    token_hash: "i2",
    email: "b@example.org",
    organization_id: cast.northside.organizationId,
    role: "biller",
    invited_by: cast.ora.membershipId,
  });
  await put(db, "idempotency_key", {
    person_id: cast.ines.personId,
    route: "/r",
    key: "k-1",
    fingerprint: "f",
    status: 303,
  });
  for (const person of [cast.ines, cast.mara]) {
    await put(db, "notification", {
      membership_id: person.membershipId,
      kind: "x",
      subject_type: "referral",
      subject_id: cast.rosa.caseId,
      path: "/agency",
    });
  }
  await put(db, "letter", { effect_key: "e1", to_email: "a@example.org", kind: "x", subject: "s", body: "b" });
  await put(db, "event", {
    name: "case.opened",
    subject_type: "case",
    subject_id: cast.rosa.caseId,
    agency_id: cast.agencyId,
    case_id: cast.rosa.caseId,
  });
  await put(db, "event", {
    name: "offer.made",
    subject_type: "offer",
    agency_id: cast.agencyId,
    organization_id: cast.northside.organizationId,
  });
  await put(db, "event", { name: "case.opened", subject_type: "case", agency_id: cast.othertonId });
}

async function layDirectory(db: Db, cast: Cast): Promise<void> {
  for (const place of [cast.northside, cast.southside]) {
    const { organizationId: organization_id, locationId: location_id } = place;
    await put(db, "phone", { organization_id, location_id, number: "410-555-0100" });
    await put(db, "opening_exception", {
      organization_id,
      location_id,
      from_day: "2030-01-01",
      until_day: "2030-01-02",
    });
    await put(db, "credential", { organization_id, kind: "licence" });
  }
  await put(db, "practitioner", { organization_id: cast.southside.organizationId, name: "Petra" });
}

async function layCases(db: Db, cast: Cast) {
  const base = { agency_id: cast.agencyId, created_by: cast.carl.membershipId };
  const clientId = await put(db, "client", {
    ...base,
    number: "C-9001",
    given_name: "Hidden",
    family_name: "Person",
    restricted: true,
  });
  const caseId = await put(db, "case", {
    agency_id: cast.agencyId,
    client_id: clientId,
    number: "K-9001",
    owner_membership_id: cast.carl.membershipId,
    restricted: true,
  });
  await put(db, "need", { agency_id: cast.agencyId, case_id: caseId, specialty_id: cast.counselingId });
  await put(db, "case_note", {
    agency_id: cast.agencyId,
    case_id: caseId,
    author_membership_id: cast.carl.membershipId,
    words: "hidden note",
  });
  await put(db, "case_note", {
    agency_id: cast.agencyId,
    case_id: cast.rosa.caseId,
    author_membership_id: cast.ines.membershipId,
    words: "note",
  });
  await put(db, "case_member", {
    agency_id: cast.agencyId,
    case_id: cast.rosa.caseId,
    membership_id: cast.ines.membershipId,
  });
  const ottos = await put(db, "client", {
    agency_id: cast.othertonId,
    number: "C-0001",
    given_name: "Other",
    family_name: "Town",
    created_by: cast.otto.membershipId,
  });
  const ottosCase = await put(db, "case", {
    agency_id: cast.othertonId,
    client_id: ottos,
    number: "K-0001",
    owner_membership_id: cast.otto.membershipId,
  });
  return { clientId, caseId, ottos, ottosCase };
}

async function layDocuments(db: Db, cast: Cast): Promise<string> {
  const file = { sha256: "0".repeat(64), name: "plan.pdf", media_type: "application/pdf", byte_count: 10 };
  const shared = await put(db, "document", {
    ...file,
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    uploaded_by: cast.ines.membershipId,
  });
  await put(db, "document", {
    ...file,
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    uploaded_by: cast.ines.membershipId,
  });
  await put(db, "document", {
    ...file,
    organization_id: cast.southside.organizationId,
    uploaded_by: cast.sid.membershipId,
  });
  return shared;
}

async function layConsents(db: Db, cast: Cast): Promise<string> {
  const consent = {
    agency_id: cast.agencyId,
    client_id: cast.rosa.clientId,
    purpose: "referral",
    fields: sql`'{name,telephone,documents}'::text[]`,
    ends_at: sql`app.clock() + interval '90 days'`,
    given_how: "signed",
    recorded_by: cast.ines.membershipId,
  };
  const live = await put(db, "consent", consent);
  const revoked = await put(db, "consent", consent);
  await move(db, "consent", revoked, "revoked");
  await put(db, "consent", { ...consent, organization_id: cast.southside.organizationId });
  return live;
}

interface Held {
  readonly referralId: string;
}

async function layReferrals(
  db: Db,
  cast: Cast,
  given: {
    consentId: string;
    documentId: string;
    restricted: { clientId: string; caseId: string; ottos: string; ottosCase: string };
  },
): Promise<Held> {
  const { northside, southside } = cast;
  const referral = (number: string) =>
    put(db, "referral", {
      agency_id: cast.agencyId,
      case_id: cast.rosa.caseId,
      client_id: cast.rosa.clientId,
      number,
      created_by: cast.ines.membershipId,
    });
  const offer = (referralId: string, place: typeof northside, identified: boolean, agencyId = cast.agencyId) =>
    put(db, "offer", {
      agency_id: agencyId,
      referral_id: referralId,
      organization_id: place.organizationId,
      service_at_location_id: place.serviceAtLocationId,
      identified,
      summary: sql`'{"urgency":"routine"}'::jsonb`,
    });
  const disclose = (referralId: string, place: typeof northside) =>
    put(db, "disclosure", {
      agency_id: cast.agencyId,
      client_id: cast.rosa.clientId,
      referral_id: referralId,
      consent_id: given.consentId,
      organization_id: place.organizationId,
      fields: sql`'{name,documents}'::text[]`,
      ends_at: sql`app.clock() + interval '30 days'`,
    });
  const held = await referral("R-9001");
  await move(db, "referral", held, "sent");
  const won = await offer(held, northside, true);
  await disclose(held, northside);
  await put(db, "disclosed_document", { agency_id: cast.agencyId, referral_id: held, document_id: given.documentId });
  await move(db, "offer", won, "accepted");
  await move(db, "referral", held, "accepted");
  const waiting = await referral("R-9002");
  await move(db, "referral", waiting, "sent");
  await offer(waiting, southside, true);
  await disclose(waiting, southside);
  const declined = await referral("R-9003");
  await move(db, "referral", declined, "sent");
  const no = await offer(declined, northside, true);
  await disclose(declined, northside);
  await put(db, "disclosed_document", {
    agency_id: cast.agencyId,
    referral_id: declined,
    document_id: given.documentId,
  });
  await db.execute(sql`update offer set state = 'declined', decline_code = 'no_capacity' where id = ${no}::uuid`);
  const both = await referral("R-9004");
  await move(db, "referral", both, "sent");
  await offer(both, northside, false);
  await offer(both, southside, false);
  await referral("R-9005");
  const ottos = await put(db, "referral", {
    agency_id: cast.othertonId,
    case_id: given.restricted.ottosCase,
    client_id: given.restricted.ottos,
    number: "R-0001",
    created_by: cast.otto.membershipId,
  });
  await move(db, "referral", ottos, "sent");
  await offer(ottos, southside, true, cast.othertonId);
  return { referralId: held };
}

interface Delivered {
  readonly attendanceIds: readonly string[];
  readonly authorizationId: string;
}

async function layDelivery(db: Db, cast: Cast, held: Held): Promise<Delivered> {
  const { organizationId, serviceId, locationId } = cast.northside;
  const tenant = { agency_id: cast.agencyId, organization_id: organizationId, client_id: cast.rosa.clientId };
  const authorizationId = await put(db, "authorization", {
    ...tenant,
    referral_id: held.referralId,
    service_id: serviceId,
    fund_id: cast.fundId,
    number: "A-9001",
    unit_type: "session",
    units: 10,
    rate_cents: 8000,
    starts_on: sql`(app.clock() - interval '30 days')::date`,
    ends_on: sql`(app.clock() + interval '30 days')::date`,
    time_zone: "America/New_York",
    proposed_by: cast.ines.membershipId,
  });
  await db.execute(
    sql`update "authorization" set state = 'active', decided_by = ${cast.sol.membershipId}::uuid where id = ${authorizationId}::uuid`,
  );
  const schedule = (number: string) =>
    put(db, "billing_schedule", {
      ...tenant,
      referral_id: held.referralId,
      authorization_id: authorizationId,
      practitioner_id: cast.practitionerId,
      location_id: locationId,
      number,
      units_per_session: 1,
      rate_cents: 8000,
      created_by: cast.mara.membershipId,
    });
  await schedule("S-9001");
  const submitted = await schedule("S-9002");
  await db.execute(
    sql`update billing_schedule set state = 'submitted', submitted_by = ${cast.mara.membershipId}::uuid where id = ${submitted}::uuid`,
  );
  const approved = await schedule("S-9003");
  const start = sql`date_trunc('day', app.clock()) - interval '5 days' + interval '15 hours'`;
  await put(db, "schedule_item", {
    ...tenant,
    schedule_id: approved,
    service_day: sql`(app.clock() - interval '5 days')::date`,
    starts_at: start,
    ends_at: sql`${start} + interval '1 hour'`,
    units: 1,
  });
  await db.execute(
    sql`update billing_schedule set state = 'submitted', submitted_by = ${cast.mara.membershipId}::uuid where id = ${approved}::uuid`,
  );
  await db.execute(
    sql`update billing_schedule set state = 'approved', decided_by = ${cast.ines.membershipId}::uuid where id = ${approved}::uuid`,
  );
  const attendanceIds: string[] = [];
  for (const day of [5, 4, 3]) {
    const begins = sql`date_trunc('day', app.clock()) - make_interval(days => ${day}::int) + interval '15 hours'`;
    const sessionId = await put(db, "session", {
      ...tenant,
      schedule_id: approved,
      authorization_id: authorizationId,
      referral_id: held.referralId,
      practitioner_id: cast.practitionerId,
      location_id: locationId,
      service_day: sql`(app.clock() - make_interval(days => ${day}::int))::date`,
      during: sql`tstzrange(${begins}, ${begins} + interval '1 hour', '[)')`,
      starts_at: begins,
      ends_at: sql`${begins} + interval '1 hour'`,
      planned_units: 1,
    });
    await move(db, "session", sessionId, "held");
    attendanceIds.push(
      await put(db, "attendance", {
        ...tenant,
        session_id: sessionId,
        authorization_id: authorizationId,
        state: "present",
        units: 1,
        recorded_by: cast.pavel.membershipId,
      }),
    );
  }
  await put(db, "progress_note", {
    ...tenant,
    referral_id: held.referralId,
    words: "Going well.",
    author_membership_id: cast.pavel.membershipId,
  });
  return { attendanceIds, authorizationId };
}

async function layMoney(db: Db, cast: Cast, delivered: Delivered): Promise<void> {
  const house = { agency_id: cast.agencyId, organization_id: cast.northside.organizationId };
  const invoiceIds: string[] = [];
  for (const [place, attendanceId] of delivered.attendanceIds.entries()) {
    const invoiceId = await put(db, "invoice", {
      ...house,
      number: `I-900${place}`,
      created_by: cast.bea.membershipId,
    });
    await put(db, "invoice_line", {
      ...house,
      client_id: cast.rosa.clientId,
      invoice_id: invoiceId,
      attendance_id: attendanceId,
      authorization_id: delivered.authorizationId,
      service_day: sql`(select s.service_day from attendance a join session s on s.id = a.session_id where a.id = ${attendanceId}::uuid)`,
      units: 1,
      rate_cents: 8000,
    });
    invoiceIds.push(invoiceId);
  }
  const [, submitted, approved] = invoiceIds;
  for (const invoiceId of [submitted, approved]) {
    await db.execute(
      sql`update invoice set state = 'submitted', submitted_by = ${cast.bea.membershipId}::uuid where id = ${invoiceId}::uuid`,
    );
    await move(db, "invoice", invoiceId ?? "", "in_review");
  }
  await db.execute(
    sql`update invoice_line set state = 'approved', approved_cents = amount_cents where invoice_id = ${approved}::uuid`,
  );
  await db.execute(
    sql`update invoice set state = 'approved', decided_by = ${cast.finn.membershipId}::uuid where id = ${approved}::uuid`,
  );
  const batchId = await put(db, "payment_batch", {
    agency_id: cast.agencyId,
    number: "B-9001",
    created_by: cast.finn.membershipId,
  });
  const paymentId = await put(db, "payment", { ...house, batch_id: batchId, number: "P-9001", amount_cents: 8000 });
  await put(db, "payment_invoice", { ...house, payment_id: paymentId, invoice_id: approved, amount_cents: 8000 });
  await move(db, "invoice", approved ?? "", "batched");
  await db.execute(
    sql`update payment_batch set state = 'approved', approved_by = ${cast.freya.membershipId}::uuid, approved_digest = 'd' where id = ${batchId}::uuid`,
  );
  await move(db, "payment", paymentId, "sent");
  const open = await put(db, "payment_batch", {
    agency_id: cast.agencyId,
    number: "B-9002",
    created_by: cast.finn.membershipId,
  });
  await put(db, "payment", { ...house, batch_id: open, number: "P-9002", amount_cents: 100 });
}

async function put(db: Db, table: string, values: Values): Promise<string> {
  const names = sql.join(
    Object.keys(values).map((name) => sql.identifier(name)),
    sql`, `,
  );
  const given = sql.join(
    Object.values(values).map((value): SQL => (isSql(value) ? value : sql`${value}`)),
    sql`, `,
  );
  const [row] = await db.execute<{ id: string }>(
    sql`insert into ${sql.identifier(table)} (${names}) values (${given}) returning id`,
  );
  if (!row) throw new Error(`nothing was put into ${table}`);
  return row.id;
}

function isSql(value: unknown): value is SQL {
  return typeof value === "object" && value !== null && "queryChunks" in value;
}

async function move(db: Db, table: string, id: string, ...states: string[]): Promise<void> {
  for (const state of states)
    await db.execute(sql`update ${sql.identifier(table)} set state = ${state} where id = ${id}::uuid`);
}
