// Up to three places of a search side by side, and from there a referral to one or to all of them. Searches nothing.
import { useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { recordRead } from "#app/models/event/record.server";
import { localDay } from "#app/models/values/calendar-day";
import { compareAddress, searchAddress } from "#app/search/address";
import { readCompared } from "#app/search/compare.server";
import { searchParams } from "#app/search/params";
import { fillSearch } from "#app/search/prefill.server";
import { MOST_COMPARED, readQuery } from "#app/search/query";
import { USUAL_DISTANCE } from "#app/search/wish";
import type { PageHandle } from "#app/ui/page-handle";
import { Actions, ButtonLink, Empty, Notice, PageHeader } from "#app/ui/parts";
import { ComparedPlaces } from "#app/ui/search-compare";

export const handle: PageHandle = { title: "search.compare.title" };

export const loader = loaderFor(
  "search:providers",
  { query: searchParams, records: true },
  async ({ actor, db, query: given }) => {
    const query = readQuery(given, { unit: actor.distanceUnit, within: USUAL_DISTANCE, order: "best" });
    const now = await clock(db);
    const { centre, ofCase, needId } = await fillSearch(db, query, localDay(now, actor.timeZone));
    if (ofCase) {
      const { clientId } = ofCase;
      await recordRead(db, actor, "search", { subjectType: "client", subjectId: clientId, clientId });
    }
    const places = await readCompared(db, actor, query.compare, centre.point, now);
    const refer = new URLSearchParams(ofCase ? { case: ofCase.caseId, ...(needId ? { need: needId } : {}) } : {});
    return {
      places: places.map((place) => ({
        ...place,
        away: compareAddress(query, { compare: query.compare.filter((id) => id !== place.provider.id) }),
      })),
      tooMany: (given.compare ?? []).length > MOST_COMPARED,
      ofCase: ofCase && { clientName: ofCase.clientName, number: ofCase.caseNumber, mayRefer: ofCase.mayRefer },
      back: searchAddress(query),
      refer: `/agency/referrals/new?${refer}`,
    };
  },
);

export default function ComparePage() {
  const { places, tooMany, ofCase, back, refer } = useLoaderData<typeof loader>();
  const say = useSay();
  const all = `${refer}${places.map(({ provider }) => `&place=${provider.id}`).join("")}`;
  const toSearch = { to: back, label: say("search.compare.back") };
  if (places.length === 0) {
    return (
      <>
        <PageHeader title={say("search.compare.title")} back={toSearch} />
        <Empty
          icon="search"
          title={say("search.compare.none")}
          action={<ButtonLink to={back}>{say("search.compare.back")}</ButtonLink>}
        >
          {say("search.compare.none-lead")}
        </Empty>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={say("search.compare.title")}
        lead={[
          ofCase ? say("search.compare.lead-case", { name: ofCase.clientName, number: ofCase.number }) : "",
          say("search.compare.lead", { count: places.length }),
        ]
          .filter(Boolean)
          .join(". ")}
        back={toSearch}
      />
      {tooMany ? (
        <Notice>
          <p>{say("search.compare.only-three")}</p>
        </Notice>
      ) : null}
      <ComparedPlaces places={places} back={back} refer={!ofCase || ofCase.mayRefer ? refer : null} />
      {(!ofCase || ofCase.mayRefer) && places.length > 1 ? (
        <Actions>
          <ButtonLink to={all} icon="send">
            {say("search.compare.refer", { count: places.length })}
          </ButtonLink>
          <span className="soft">{say("search.compare.refer-lead")}</span>
        </Actions>
      ) : null}
    </>
  );
}
