// The admin desk's first page: who works here, which invitations wait, what happened last.
import { Link, useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { agencyHouse } from "#app/models/agency/house";
import { countSeats, readInvitations } from "#app/models/agency/read.server";
import { readAudit } from "#app/models/event/audit.server";
import { readLastCheck } from "#app/models/payment/books.server";
import { EventTable } from "#app/ui/event-table";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Card, Notice, PageHeader, Stack } from "#app/ui/parts";

const LATEST = 10;

export const loader = loaderFor("admin:desk", {}, async ({ actor, db }) => {
  const latest = await readAudit(db, actor, {}, null);
  return {
    place: actor.houseName,
    mayChange: mayDo(actor, "membership:manage"),
    seats: await countSeats(db, agencyOf(actor)),
    invitations: (await readInvitations(db, agencyHouse(actor))).length,
    latest: latest.rows.slice(0, LATEST),
    broken: (await readLastCheck(db))?.broken.length ?? 0,
  };
});

export const handle: PageHandle = { title: "admin.today.title" };

export default function AdminPage() {
  const say = useSay();
  const { place, seats, invitations, latest, mayChange, broken } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("admin.today.title")}
        lead={say("admin.today.lead", { place })}
        actions={
          mayChange ? (
            <ButtonLink to="/admin/people/invite" icon="add">
              {say("admin.today.invite")}
            </ButtonLink>
          ) : undefined
        }
      />
      <Stack>
        {broken > 0 ? (
          <Notice tone="error" title={say("books.broken")}>
            <p>{say("books.broken-lead", { count: broken })}</p>
          </Notice>
        ) : null}
        <Card
          title={say("admin.today.people")}
          aside={<Link to="/admin/people">{say("admin.today.people-link")}</Link>}
        >
          <p>{say("admin.today.people-count", { count: seats })}</p>
          <p>
            {invitations > 0
              ? say("admin.today.invitations-count", { count: invitations })
              : say("admin.today.invitations-none")}
          </p>
        </Card>
        <Card
          title={say("admin.today.latest")}
          aside={<Link to="/admin/events">{say("admin.today.latest-link")}</Link>}
        >
          <EventTable events={latest} house={place} />
        </Card>
      </Stack>
    </>
  );
}
