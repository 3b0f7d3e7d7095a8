// Where a partner's system is told of changes: set, tried, given another secret, stopped, and told again. Shows a secret once, to who made it.
import { randomBytes } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import { webhookDeliveries, webhooks } from "#drizzle/schema";
import { houseOf } from "../agency/house";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { partnerEvents } from "./events";
import type { WebhookForm, WebhookSetting } from "./forms";
import { requirePartner } from "./keep.server";
import { webhookNetwork } from "./post-webhook.server";
import { mayBeTold } from "./webhook-address";
import { webhookKindsOf } from "./webhook-kinds";

const SECRET_BYTES = 32;

const newSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

export interface WebhookChange {
  /** Made by this change, and nowhere to be read again; null where none was made. */
  readonly secret: string | null;
  /** The key of the sentence that says what was done. */
  readonly said: string;
}

/** What the page of a system's webhook shows, on either house's desk. @throws Refusal 404 when the system is another house's */
export async function readWebhookPage(db: Db, actor: Actor, partnerId: string, after: Mark | null) {
  const { id, name, revokedAt } = await requirePartner(db, actor, partnerId);
  const { rows, next } = await readDeliveries(db, id, after);
  const webhook = await readWebhook(db, id);
  return { system: { id, name, revokedAt }, webhook, deliveries: rows, next, kinds: webhookKindsOf(actor) };
}

/** Does what the form of the system's page asks. @throws Refusal 404 when the system is another house's, and as each deed says */
export async function changeWebhook(
  db: Db,
  actor: Actor,
  partnerId: string,
  form: WebhookForm,
): Promise<WebhookChange> {
  await requirePartner(db, actor, partnerId);
  switch (form.intent) {
    case "set":
      return { secret: await setWebhook(db, actor, partnerId, form), said: "webhook.set-done" };
    case "renew":
      return { secret: await renewWebhookSecret(db, actor, partnerId), said: "" };
    case "stop":
      await stopWebhook(db, actor, partnerId);
      return { secret: null, said: "webhook.stop-done" };
    case "try":
      await tryWebhook(db, partnerId);
      return { secret: null, said: "webhook.try-done" };
    case "again":
      await tellAgain(db, actor, partnerId, form.deliveryId);
      return { secret: null, said: "webhook.list.again-done" };
  }
}

/**
 * Keeps the address and what is told there; one that was off is on again.
 * @returns the secret, where the system had no address before; null where it keeps the one it has
 * @throws Refusal 400 for an address that is not public or a kind that is not for this kind of house, 409 when the system is shut out
 */
async function setWebhook(
  db: Db,
  actor: Actor,
  partnerId: string,
  { url, kinds }: WebhookSetting,
): Promise<string | null> {
  if (!mayBeTold(url, webhookNetwork())) throw new Refusal("webhook.address", 400);
  if (!kinds.every((kind) => webhookKindsOf(actor).includes(kind))) throw new Refusal("webhook.kind-elsewhere", 400);
  const isNew = (await readWebhook(db, partnerId)) === null;
  const secret = newSecret();
  const [row] = await db.execute<{ id: string | null }>(
    sql`select app.set_webhook(${partnerId}::uuid, ${url}, ${`{${kinds.join(",")}}`}::text[], ${secret}) as id`,
  );
  if (!row?.id) throw new Refusal("partner.revoked-already", 409);
  await note(db, actor, partnerId, partnerEvents["webhook-set"]({ partnerId, kinds: kinds.join(" ") }));
  return isNew ? secret : null;
}

/** The one before signs beside it for a day. @throws Refusal 404 */
async function renewWebhookSecret(db: Db, actor: Actor, partnerId: string): Promise<string> {
  const secret = newSecret();
  await done(db, sql`app.turn_webhook_secret(${partnerId}::uuid, ${secret})`, "not-found", 404);
  await note(db, actor, partnerId, partnerEvents["webhook-secret"]({ partnerId }));
  return secret;
}

/** Nothing is told from now on, nor what waits. @throws Refusal 409 when it is off already */
async function stopWebhook(db: Db, actor: Actor, partnerId: string): Promise<void> {
  await done(db, sql`app.stop_webhook(${partnerId}::uuid)`, "webhook.off-already", 409);
  await note(db, actor, partnerId, partnerEvents["webhook-stopped"]({ partnerId }));
}

/** @throws Refusal 409 when it is off */
async function tryWebhook(db: Db, partnerId: string): Promise<void> {
  await done(db, sql`app.try_webhook(${partnerId}::uuid)`, "webhook.off", 409);
}

/** Tells it again under its own id. @throws Refusal 409 when it is off, or that telling waits already */
async function tellAgain(db: Db, actor: Actor, partnerId: string, deliveryId: string): Promise<void> {
  await done(db, sql`app.replay_webhook(${partnerId}::uuid, ${deliveryId}::uuid)`, "webhook.not-again", 409);
  await note(db, actor, partnerId, partnerEvents["webhook-again"]({ partnerId, deliveryId }));
}

async function done(db: Db, deed: ReturnType<typeof sql>, code: string, status: 404 | 409): Promise<void> {
  const [row] = await db.execute<{ done: boolean }>(sql`select ${deed} as done`);
  if (!row?.done) throw new Refusal(code, status);
}

const note = (db: Db, actor: Actor, subjectId: string, event: Parameters<typeof recordEvent>[2]) =>
  recordEvent(db, actor, event, { subjectType: "partner", subjectId, ...houseOf(actor) });

export interface WebhookOfPage {
  readonly url: string;
  readonly kinds: readonly string[];
  readonly secretMadeAt: Date;
  readonly previousUntil: Date | null;
  readonly offAt: Date | null;
  readonly offReason: string | null;
}

export async function readWebhook(db: Db, partnerId: string): Promise<WebhookOfPage | null> {
  const { url, kinds, secretMadeAt, offAt, offReason } = webhooks;
  const [found] = await db
    .select({
      url,
      kinds,
      secretMadeAt,
      previousUntil:
        sql<Date | null>`case when ${webhooks.previousUntil} > app.clock() then ${webhooks.previousUntil} end`.mapWith(
          webhooks.previousUntil,
        ),
      offAt,
      offReason,
    })
    .from(webhooks)
    .where(eq(webhooks.partnerId, partnerId));
  return found ?? null;
}

export interface DeliveryOfPage {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly createdAt: Date;
  readonly attempts: number;
  readonly nextTryAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly status: number | null;
  readonly failure: string | null;
}

const NEWEST_FIRST = byInstant(webhookDeliveries.createdAt, webhookDeliveries.id, "newest");

/** Newest first. */
export async function readDeliveries(db: Db, partnerId: string, after: Mark | null): Promise<Page<DeliveryOfPage>> {
  const { id, kind, subjectId, createdAt, attempts, nextTryAt, deliveredAt, status, failure } = webhookDeliveries;
  const rows = await db
    .select({
      id,
      kind,
      subjectId,
      createdAt,
      attempts,
      nextTryAt,
      deliveredAt,
      status,
      failure,
      mark: NEWEST_FIRST.mark,
    })
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.partnerId, partnerId), NEWEST_FIRST.beyond(after)))
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}
