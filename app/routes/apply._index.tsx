// Whom an organization may apply to: the agencies that work with this house. Open to anybody.
import { Link, useLoaderData } from "@remix-run/react";
import { publicLoader } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readNetworks } from "#app/models/application/start.server";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";

export const handle: PageHandle = { title: "application.networks.title", frame: "public" };

export const loader = publicLoader({}, async () => ({ networks: await readNetworks() }));

export default function NetworksPage() {
  const { networks } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader title={say("application.networks.title")} lead={say("application.networks.lead")} />
      <ul className="application-items">
        {networks.map(({ name, slug }) => (
          <li key={slug}>
            <Link to={`/apply/${slug}`}>{name}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}
