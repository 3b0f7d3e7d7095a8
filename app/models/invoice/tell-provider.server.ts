// Tells a provider's billers what became of their invoice. Changes nothing else.
import type { Db } from "#app/database/as-actor.server";
import { tellMembers } from "../notification/tell.server";
import { asId, type OrganizationId } from "../values/ids";
import type { InvoiceRow } from "./row.server";

export function tellProvider(
  db: Db,
  row: InvoiceRow,
  kind: "invoice.approved" | "invoice.returned" | "invoice.denied" | "invoice.concluded",
): Promise<void> {
  return tellMembers(
    db,
    { organizationId: asId<OrganizationId>(row.organizationId), roles: ["biller", "organization_administrator"] },
    {
      kind,
      subjectType: "invoice",
      subjectId: row.id,
      path: `/portal/invoices/${row.id}`,
      effect: String(row.version),
    },
  );
}
