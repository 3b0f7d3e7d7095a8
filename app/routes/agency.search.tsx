// Finds a provider: filled in from a case, changeable in every part, the same results as a list and on a map.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { recordRead } from "#app/models/event/record.server";
import { localDay } from "#app/models/values/calendar-day";
import { searchAddress } from "#app/search/address";
import { findWithCounts } from "#app/search/find.server";
import { loosenings } from "#app/search/loosen";
import { numberedPlaces } from "#app/search/map-features";
import { searchParams } from "#app/search/params";
import { fillSearch } from "#app/search/prefill.server";
import { PAGE_OF_RESULTS, readQuery, type SearchQuery, USUAL_DISTANCE } from "#app/search/query";
import { readSpecialtyTree } from "#app/search/specialties.server";
import { MOST_WEIGHED } from "#app/search/wish";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";
import { SearchCentre } from "#app/ui/search-centre";
import { SearchForm } from "#app/ui/search-form";
import { SearchResults } from "#app/ui/search-results";

export const handle: PageHandle = { title: "search.title" };

export const loader = loaderFor(
  "search:providers",
  { query: searchParams, records: true },
  async ({ actor, db, query: given }) => {
    const query = readQuery(given, { unit: actor.distanceUnit, within: USUAL_DISTANCE, order: "best" });
    const now = await clock(db);
    const tree = await readSpecialtyTree(db);
    const { wish, centre, ofCase, needId } = await fillSearch(db, query, localDay(now, actor.timeZone));
    if (ofCase) {
      const { clientId } = ofCase;
      await recordRead(db, actor, "search", { subjectType: "client", subjectId: clientId, clientId });
    }
    const findings = await findWithCounts(db, actor, wish, now);
    const filled = {
      measured: centre.point !== null,
      specialty: wish.specialtyId !== null,
      language: wish.language !== null,
      age: wish.age !== null,
    };
    // From here on all is said: what the case filled in too, so that a link does not fill it in anew.
    const asked: SearchQuery = {
      ...query,
      needId,
      specialty: wish.specialtyId ?? "any",
      language: wish.language ?? "any",
    };
    // How old the client is stays out of the address.
    return {
      query: asked,
      centre,
      ofCase,
      findings,
      wish,
      specialtyName: tree.find(({ id }) => id === wish.specialtyId)?.name ?? "",
      tree: tree.map(({ id, name, depth }) => ({ id, name, depth })),
      places: numberedPlaces(findings.results),
      loosen: findings.results.length === 0 ? loosenings(asked, filled) : [],
      here: searchAddress(asked, { selected: null }),
      most: MOST_WEIGHED,
      more:
        findings.count > findings.results.length
          ? searchAddress(asked, { shown: query.shown + PAGE_OF_RESULTS, selected: null })
          : null,
      bestFirst: query.order === "best" ? null : searchAddress(asked, { order: "best", selected: null }),
    };
  },
);

export default function SearchPage() {
  const { ofCase, query, tree, wish, centre, ...found } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("search.title")}
        lead={
          ofCase ? say("search.for-case", { name: ofCase.clientName, number: ofCase.caseNumber }) : say("search.lead")
        }
        back={
          ofCase
            ? { to: `/agency/cases/${ofCase.caseId}`, label: say("search.back-to-case", { number: ofCase.caseNumber }) }
            : undefined
        }
      />
      {ofCase && ofCase.needs.length > 1 ? (
        <nav className="tabs" aria-label={say("search.form.need")}>
          <ul>
            {ofCase.needs.map(({ id, name }) => (
              <li key={id}>
                <Link
                  to={`/agency/search?case=${ofCase.caseId}&need=${id}`}
                  aria-current={id === query.needId ? "page" : undefined}
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <SearchForm
        query={{ ...query, specialty: query.specialty ?? "any", language: query.language ?? "any" }}
        tree={tree}
        client={ofCase}
      />
      <SearchCentre centre={centre} clientName={ofCase?.clientName ?? null} />
      <SearchResults
        {...found}
        query={query}
        ofCase={ofCase}
        centre={centre.point}
        radiusMetres={wish.radiusMetres}
        key={found.findings.results.map(({ id }) => id).join()}
      />
    </>
  );
}
