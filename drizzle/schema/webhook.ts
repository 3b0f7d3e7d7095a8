// Where a partner's system is told of changes, and what it was told: one address each, and every telling. Bodies are not kept; they are ids and kinds.

import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { organizations } from "./organization";
import { partners } from "./partner";
import { agencyIn, either, mayRead, organizationIn } from "./policy";

type OfHouse = { readonly agencyId: unknown; readonly organizationId: unknown };

const keptBy = ({ agencyId, organizationId }: OfHouse) =>
  either(agencyIn(agencyId, "administrator"), organizationIn(organizationId, "organization_administrator"));

/** Made, changed and switched off by the database's own functions alone. Its secrets are read by the worker and by nobody else. */
export const webhooks = pgTable(
  "webhook",
  {
    id: id(),
    agencyId: uuid("agency_id").references(() => agencies.id),
    organizationId: uuid("organization_id").references(() => organizations.id),
    partnerId: uuid("partner_id")
      .notNull()
      .unique()
      .references(() => partners.id),
    url: text("url").notNull(),
    kinds: text("kinds").array().notNull(),
    secret: text("secret").notNull(),
    secretMadeAt: instant("secret_made_at").notNull().default(sql`app.clock()`),
    /** Signs beside the new one for a day, so that nothing is lost while the receiver is given that. */
    previousSecret: text("previous_secret"),
    previousUntil: instant("previous_until"),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    offAt: instant("off_at"),
    offReason: text("off_reason"),
  },
  (t) => [
    check("webhook_one_side", sql`(${t.agencyId} is null) <> (${t.organizationId} is null)`),
    check("webhook_url_length", sql`length(${t.url}) <= 500`),
    check("webhook_off", sql`(${t.offAt} is null) = (${t.offReason} is null) and ${t.offReason} in ('gone', 'person')`),
    unique("webhook_of_partner").on(t.id, t.partnerId),
    index("webhook_agency").on(t.agencyId),
    index("webhook_organization").on(t.organizationId),
    index("webhook_created_by").on(t.createdBy),
    mayRead("administrators see where the systems of their house are told", keptBy(t)),
  ],
);

/** One change told to one system, or still to be told. A version of a Task is told once. */
export const webhookDeliveries = pgTable(
  "webhook_delivery",
  {
    id: id(),
    agencyId: uuid("agency_id").references(() => agencies.id),
    organizationId: uuid("organization_id").references(() => organizations.id),
    webhookId: uuid("webhook_id").notNull(),
    partnerId: uuid("partner_id").notNull(),
    kind: text("kind").notNull(),
    /** The Task; of a trial, the system itself. */
    subjectId: uuid("subject_id").notNull(),
    version: integer("version").notNull(),
    createdAt: createdAt(),
    /** Null: it was told, or is given up. */
    nextTryAt: instant("next_try_at").default(sql`app.clock()`),
    attempts: smallint("attempts").notNull().default(0),
    triedAt: instant("tried_at"),
    deliveredAt: instant("delivered_at"),
    /** What the receiver answered, or why it could not be asked. */
    status: smallint("status"),
    failure: text("failure"),
    /** Who had it told again, the last time. */
    replayedBy: uuid("replayed_by").references(() => memberships.id),
  },
  (t) => [
    unique("webhook_delivery_once").on(t.webhookId, t.subjectId, t.version),
    foreignKey({
      columns: [t.webhookId, t.partnerId],
      foreignColumns: [webhooks.id, webhooks.partnerId],
      name: "webhook_delivery_webhook",
    }),
    index("webhook_delivery_due").on(t.nextTryAt, t.id).where(sql`${t.nextTryAt} is not null`),
    index("webhook_delivery_partner").on(t.partnerId, t.createdAt.desc(), t.id),
    index("webhook_delivery_agency").on(t.agencyId),
    index("webhook_delivery_organization").on(t.organizationId),
    index("webhook_delivery_replayed_by").on(t.replayedBy),
    mayRead("administrators see what the systems of their house were told", keptBy(t)),
  ],
);
