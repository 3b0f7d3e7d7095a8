// Systems of senders outside that an agency lets in: which there are, what each may do, when it last came. Secrets are not here.
import { useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { readPartners } from "#app/models/partner/keep.server";
import type { PageHandle } from "#app/ui/page-handle";
import { PartnerList } from "#app/ui/partner-parts";

export const loader = loaderFor("partner:keep", {}, async ({ actor, db }) => ({
  partners: await readPartners(db, actor),
}));

export const handle: PageHandle = { title: "partner.list.title-agency" };

export default function PartnersPage() {
  return <PartnerList desk="agency" partners={useLoaderData<typeof loader>().partners} />;
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
