// Who could help in a desert: providers of the directory near it without an agreement, each with a letter to write and an agreement to draft. Sends nothing itself.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { publicOrigin } from "#app/env.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type Invitable, readInvitation } from "#app/models/insight/coverage.server";
import { inviteQuery } from "#app/models/insight/need-query";
import { useNeedWords } from "#app/ui/need-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, type Column, DataTable, Empty, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "need.coverage.invite" };

export const loader = loaderFor("insight:network", { query: inviteQuery }, async ({ actor, db, query }) => ({
  ...(await readInvitation(db, actor, query.specialty, query.area)),
  area: query.area,
  specialtyId: query.specialty,
  origin: publicOrigin(),
}));

export default function InvitePage() {
  const { area, specialtyId, specialty, providers, slug, origin } = useLoaderData<typeof loader>();
  const say = useSay();
  const words = useNeedWords();
  const address = `${origin}/apply/${slug}`;
  return (
    <>
      <PageHeader
        title={say("need.invite.title", { area: words.area(area) })}
        lead={say("need.invite.lead", { specialty })}
        back={{ to: `/network/insights/coverage?specialty=${specialtyId}`, label: say("need.coverage.title") }}
      />
      <Stack>
        <DataTable
          caption={say("need.invite.caption")}
          columns={useColumns(address)}
          rows={providers}
          rowKey={({ organizationId }) => organizationId}
          empty={
            <Empty icon="store" title={say("need.invite.empty")}>
              {say("need.invite.empty-lead")}
            </Empty>
          }
        />
        <Card title={say("need.invite.apply")}>
          <p>{say("need.invite.apply-lead")}</p>
          <p>
            <Link to={`/apply/${slug}`}>{address}</Link>
          </p>
        </Card>
      </Stack>
    </>
  );
}

function useColumns(address: string): Column<Invitable>[] {
  const { area, specialty, agency } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const words = useNeedWords();
  const letterTo = (email: string) => {
    const subject = say("need.invite.mail-subject", { agency });
    const body = say("need.invite.mail-body", { area: words.area(area), specialty, address });
    return `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  };
  return [
    {
      id: "provider",
      header: say("need.invite.provider"),
      main: true,
      cell: ({ organizationId, name }) => <Link to={`/network/organizations/${organizationId}`}>{name}</Link>,
    },
    { id: "place", header: say("need.invite.place"), cell: ({ placeName }) => placeName },
    { id: "away", header: say("need.invite.away"), figures: true, cell: ({ metres }) => formats.distance(metres) },
    {
      id: "write",
      header: say("need.invite.write"),
      headerHidden: true,
      cell: ({ email, name }) =>
        email ? (
          <a href={letterTo(email)} aria-label={say("need.invite.write-aria", { name })}>
            {say("need.invite.write")}
          </a>
        ) : null,
    },
    {
      id: "agree",
      header: say("need.invite.agree"),
      headerHidden: true,
      cell: ({ organizationId, name }) => (
        <Link
          to={`/network/agreements/new?organization=${organizationId}`}
          aria-label={say("need.invite.agree-aria", { name })}
        >
          {say("need.invite.agree")}
        </Link>
      ),
    },
  ];
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
