// Links by which a client sends documents once, without an account. Only hashes of their keys are kept.

import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { clients } from "./client";
import { createdAt, id, instant } from "./columns";
import {
  agencyIn,
  both,
  CASE_STAFF,
  clientIsMine,
  clientOpenToMe,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
} from "./policy";

export const uploadLinks = pgTable(
  "upload_link",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    clientId: uuid("client_id").notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    /** What is asked for, in words that name nobody: whoever holds the telephone reads them. */
    asked: text("asked").notNull(),
    kind: text("kind").notNull(),
    language: text("language").notNull(),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    check(
      "upload_link_span",
      sql`${t.expiresAt} > ${t.createdAt} and ${t.expiresAt} <= ${t.createdAt} + interval '31 days'`,
    ),
    foreignKey({
      columns: [t.clientId, t.agencyId],
      foreignColumns: [clients.id, clients.agencyId],
      name: "upload_link_client",
    }),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "upload_link_created_by",
    }),
    index("upload_link_client_index").on(t.clientId, t.createdAt.desc()),
    index("upload_link_agency").on(t.agencyId),
    index("upload_link_created_by_index").on(t.createdBy),
    mayRead(
      "case staff see which links a client was given to send documents",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientOpenToMe(t.clientId)),
    ),
    mayAdd(
      "whoever carries the client asks them for documents in their own name",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientIsMine(t.clientId), isMyMembership(t.createdBy)),
    ),
    mayChange(
      "whoever carries the client takes the link back",
      both(agencyIn(t.agencyId, ...CASE_STAFF), clientIsMine(t.clientId)),
    ),
  ],
);
