// How a client said yes to a paper of the house: on screen, on signed paper, or in words before a witness. Knows columns; never a table.
import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

export const signature = () => ({
  signedHow: text("signed_how"),
  /** As the client wrote or said it. */
  signedName: text("signed_name"),
  signedDocumentId: uuid("signed_document_id"),
  witness: text("witness"),
  signedAt: instant("signed_at"),
  /** Who of the agency was there and wrote it down. */
  signedBefore: uuid("signed_before"),
});

type Signed = Record<keyof ReturnType<typeof signature>, AnyPgColumn>;

/** Paper has its document, words have their witness, and nothing is half signed. */
export const isWholeSignature = (t: Signed): SQL =>
  sql`(${t.signedHow} is null and num_nonnulls(${t.signedName}, ${t.signedDocumentId}, ${t.witness}, ${t.signedAt}, ${t.signedBefore}) = 0)
    or (${t.signedHow} in ('signed', 'on_screen', 'verbal') and num_nonnulls(${t.signedName}, ${t.signedAt}, ${t.signedBefore}) = 3
      and (${t.signedHow} = 'signed') = (${t.signedDocumentId} is not null) and (${t.signedHow} = 'verbal') = (${t.witness} is not null))`;
