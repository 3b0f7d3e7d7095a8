// A score card that is open to the agency as a table for a spreadsheet.
import { z } from "zod";
import { csvFile, fileFor } from "#app/access/gate.server";
import { readCard } from "#app/models/insight/card.server";
import { writeCardTable } from "#app/models/insight/card-table.server";
import { type CardId, idParam } from "#app/models/values/ids";

const params = z.object({ cardId: idParam<CardId>() });

export const loader = fileFor("card:read", { params }, async ({ actor, db, params }) => {
  const card = await readCard(db, params.cardId);
  return csvFile(`score-card-${card.quarter}.csv`, writeCardTable(actor, card));
});
