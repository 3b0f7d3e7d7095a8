// A provider's standing with the agencies it works for: who has suspended it, why, and what was before. Only shows.
import { useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readOwnStanding } from "#app/models/organization/read-standing.server";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, Empty, PageHeader, Stack } from "#app/ui/parts";
import { SuspensionFacts, SuspensionHistory } from "#app/ui/standing-parts";

export const handle: PageHandle = { title: "standing.own.title" };

export const loader = loaderFor("portal:desk", {}, ({ actor, db }) => readOwnStanding(db, actor));

export default function StandingPage() {
  const lines = useLoaderData<typeof loader>();
  const say = useSay();
  const open = lines.filter(({ untilDay }) => untilDay === null);
  return (
    <>
      <PageHeader
        title={say("standing.own.title")}
        lead={say("standing.own.lead")}
        back={{ to: "/portal", label: say("ui.navigation.today") }}
      />
      <Stack>
        {open.length === 0 ? <Empty title={say("standing.own.none")}>{say("standing.own.none-lead")}</Empty> : null}
        {open.map((line) => (
          <Card key={line.id} title={say("standing.own.now")} look="act">
            <SuspensionFacts line={line} names />
          </Card>
        ))}
        <SuspensionHistory lines={lines.filter(({ untilDay }) => untilDay !== null)} names />
      </Stack>
    </>
  );
}
