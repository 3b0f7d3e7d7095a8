// The text of a document as a job read it, so that it can be searched by whoever may read the document, and nobody else.

import { sql } from "drizzle-orm";
import { check, customType, index, pgPolicy, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { documents } from "./consent";
import { appJob, mayRead } from "./policy";

const textVector = customType<{ data: string; driverData: string }>({ dataType: () => "tsvector" });

export const documentTexts = pgTable(
  "document_text",
  {
    id: uuid("id")
      .primaryKey()
      .references(() => documents.id, { onDelete: "cascade" }),
    /** read, or unreadable: a picture of a page, or a file that a reader gave up on. */
    outcome: text("outcome").notNull(),
    words: text("words").notNull().default(""),
    readAt: instant("read_at").notNull().default(sql`app.clock()`),
    vector: textVector("vector").generatedAlwaysAs(sql`to_tsvector('simple', words)`),
  },
  (t) => [
    check("document_text_outcome", sql`${t.outcome} in ('read', 'unreadable')`),
    index("document_text_vector").using("gin", t.vector),
    mayRead(
      "whoever may read the document reads its text",
      sql`exists (select 1 from document shown where shown.id = ${t.id})`,
    ),
    pgPolicy("the worker keeps what it read", { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` }),
  ],
);
