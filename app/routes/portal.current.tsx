// Our facts, what is old first: each confirmed by one press, all of them by one, or corrected. A change holds or waits as our agencies say.
import { useActionData, useLoaderData } from "@remix-run/react";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { readOwnChanges } from "#app/models/organization/change-queue.server";
import { confirmFacts, readFactLines } from "#app/models/organization/confirm.server";
import { CurrentPageForm } from "#app/models/organization/keeping-forms";
import { changeOwnFacts } from "#app/models/organization/own-facts.server";
import { withDays } from "#app/models/organization/public-facts";
import { countDifferences } from "#app/models/organization/read-differences.server";
import { ActDetails } from "#app/ui/act-details";
import { DifferencesNotice } from "#app/ui/difference-parts";
import { CurrentLines, EndedCard, OwnChanges, StillRight } from "#app/ui/keeping-lines";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "keeping.current.title" };

export const loader = loaderFor("portal:desk", {}, async ({ actor, db }) => {
  const now = await clock(db);
  const { facts, lines } = await readFactLines(db, organizationOf(actor), now);
  return {
    facts,
    lines: withDays(lines, now),
    changes: await readOwnChanges(db, facts),
    differences: await countDifferences(db),
    mayEdit: mayDo(actor, "organization:edit"),
  };
});

export const action = actionFor("organization:edit", { form: CurrentPageForm }, async ({ actor, db, form }) => {
  const organizationId = organizationOf(actor);
  if (form.intent === "still-right") {
    await confirmFacts(db, actor, organizationId, form.facts);
    return redirectTo("/portal/current", "keeping.confirmed");
  }
  return redirectTo("/portal/current", await changeOwnFacts(db, actor, organizationId, form));
});

export default function CurrentPage() {
  const { facts, lines, changes, differences, mayEdit } = useLoaderData<typeof loader>();
  const say = useSay();
  // A correction that came back with something to mend is not folded away.
  const answered = useActionData<typeof action>() !== undefined;
  const old = lines.filter(({ unconfirmed }) => unconfirmed);
  const known = lines.filter(({ unconfirmed }) => !unconfirmed);
  const confirmable = lines.filter(({ knownAt }) => knownAt !== null).map(({ key }) => key);
  return (
    <>
      <PageHeader
        title={say("keeping.current.title")}
        lead={say(mayEdit ? "keeping.current.lead" : "organization.services.read-only")}
        actions={
          mayEdit ? <StillRight id="all" keys={confirmable} label={say("keeping.current.all-right")} primary /> : null
        }
      />
      <Stack>
        <DifferencesNotice count={differences} to="/portal/differences" />
        {old.length > 0 ? (
          <Card title={say("keeping.current.old")} look="act">
            <CurrentLines lines={old} facts={facts} changes={changes} mayEdit={mayEdit} />
          </Card>
        ) : null}
        <OwnChanges changes={changes} />
        <Card title={say(old.length > 0 ? "keeping.current.rest" : "keeping.current.none-old")}>
          {known.length > 0 ? (
            <ActDetails
              summary={say("keeping.current.show-rest", { count: known.length })}
              open={old.length === 0 || answered}
            >
              <CurrentLines lines={known} facts={facts} changes={changes} mayEdit={mayEdit} />
            </ActDetails>
          ) : null}
        </Card>
        {mayEdit ? <EndedCard facts={facts} /> : null}
      </Stack>
    </>
  );
}
