// The bookings of a month as CSV for accounting: the same bytes each time while the month is closed.
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { csvFile, fileFor } from "#app/access/gate.server";
import { readJournal } from "#app/models/payment/book-export.server";
import { readBookMonths } from "#app/models/payment/books.server";
import { MonthQuery } from "#app/models/payment/forms";
import { Refusal } from "#app/models/values/refusal";

const query = z.object({ month: MonthQuery });

export const loader = fileFor("books:read", { query }, async ({ actor, db, query }) => {
  const agencyId = agencyOf(actor);
  const month = (await readBookMonths(db, agencyId)).find((known) => known.month === query.month);
  if (!month) throw new Refusal("not-found", 404);
  const { name, text } = await readJournal(db, agencyId, month);
  return csvFile(name, text);
});
