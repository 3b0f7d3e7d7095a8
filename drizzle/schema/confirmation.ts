// Clients' own word that they were at a session, given with the code that was shown there, and how often a code was tried. The database alone writes it.

import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, unique, uuid } from "drizzle-orm/pg-core";
import { agencyReads } from "./authorization";
import { createdAt, id, instant } from "./columns";
import { serviceSessions } from "./delivery";
import { either, mayRead, ORGANIZATION_ROLES, organizationIn } from "./policy";

export const sessionConfirmations = pgTable(
  "session_confirmation",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    sessionId: uuid("session_id").notNull(),
    createdAt: createdAt(),
    /** Codes that were not the one shown there. */
    missed: integer("missed").notNull().default(0),
    confirmedAt: instant("confirmed_at"),
  },
  (t) => [
    check("session_confirmation_missed", sql`${t.missed} between 0 and 5`),
    unique("session_confirmation_once").on(t.sessionId),
    foreignKey({
      columns: [t.sessionId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [
        serviceSessions.id,
        serviceSessions.agencyId,
        serviceSessions.organizationId,
        serviceSessions.clientId,
      ],
      name: "session_confirmation_session",
    }),
    index("session_confirmation_agency").on(t.agencyId),
    index("session_confirmation_organization").on(t.organizationId),
    index("session_confirmation_client").on(t.clientId),
    mayRead(
      "case and finance staff read what their agency's clients confirmed, a provider what was confirmed of its sessions",
      either(agencyReads(t.agencyId, t.clientId), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
  ],
);
