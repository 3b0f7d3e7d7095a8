// Finds a provider: filled in from a case, changeable in every part, the same results as a list and on a map.
import { Link, useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { SearchPageForm } from "#app/models/search/forms";
import { readSearchPage } from "#app/models/search/read-page.server";
import { removeSavedSearch, saveSearch } from "#app/models/search/saved.server";
import { searchParams } from "#app/search/params";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";
import { SearchCentre } from "#app/ui/search-centre";
import { SearchForm, SetupChoice } from "#app/ui/search-form";
import { SearchResults } from "#app/ui/search-results";
import { SavedSearches } from "#app/ui/search-saved";

export const handle: PageHandle = { title: "search.title" };

export const loader = loaderFor(
  "search:providers",
  { query: searchParams, records: true },
  async ({ actor, db, query }) => readSearchPage(db, actor, query),
);

export const action = actionFor("search:providers", { form: SearchPageForm }, async ({ actor, db, request, form }) => {
  if (form.intent === "remove") {
    await removeSavedSearch(db, actor, form.id);
    return redirectTo(samePage(request), "search.saved.removed");
  }
  await saveSearch(db, actor, form);
  return redirectTo(samePage(request), "search.saved.done");
});

/** The search stays as it was; only what the router adds to an address is left out. */
function samePage(request: Request): string {
  const query = new URLSearchParams(new URL(request.url).searchParams);
  for (const name of ["_routes", "index"]) query.delete(name);
  return query.size > 0 ? `/agency/search?${query}` : "/agency/search";
}

export default function SearchPage() {
  const page = useLoaderData<typeof loader>();
  const { ofCase, query, centre, setups, setupId } = page;
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
      <div className="search-head screen-only">
        <SavedSearches {...page} />
        <SetupChoice setups={setups} setupId={setupId} caseId={query.caseId} needId={query.needId} />
      </div>
      <SearchForm {...page} client={ofCase} />
      <SearchCentre centre={centre} clientName={ofCase?.clientName ?? null} />
      <SearchResults {...page} key={page.findings.results.map(({ id }) => id).join()} />
    </>
  );
}
