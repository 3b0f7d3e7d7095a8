// Puts together what the page of the search shows: the programme's beginning, the case's prefill, what was found, and what was kept.
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { compareAddress, searchAddress, sharedAddress } from "#app/search/address";
import { findWithCounts } from "#app/search/find.server";
import { loosenings } from "#app/search/loosen";
import type { SearchParams } from "#app/search/params";
import { type Centre, fillSearch } from "#app/search/prefill.server";
import { PAGE_OF_RESULTS, readQuery, type SearchQuery } from "#app/search/query";
import { type Asked, addressForMiss, addressWithout } from "#app/search/relax";
import { readSpecialtyTree } from "#app/search/specialties.server";
import { treeText } from "#app/search/specialty-tree";
import { conditionsOf, GROUPINGS, MOST_WEIGHED, ORDERS, type Wish } from "#app/search/wish";
import { recordRead } from "../event/record.server";
import { localDay } from "../values/calendar-day";
import { readSavedSearches } from "./saved.server";
import { beginningOf, setupOf, USUAL_COLUMNS, USUAL_FILTERS } from "./setup";
import { readSetups } from "./setup.server";
import { unmetOf } from "./unmet";
import { noteUnmetSearch } from "./unmet.server";

export type SearchPage = Awaited<ReturnType<typeof readSearchPage>>;

/** @throws Refusal 404 when the case is not there for this actor */
export async function readSearchPage(db: Db, actor: Actor, given: SearchParams) {
  const [setups, now] = await Promise.all([readSetups(db), clock(db)]);
  const setup = setupOf(setups, given.setup);
  const query = readQuery(given, beginningOf(setup, actor.distanceUnit));
  const today = localDay(now, actor.timeZone);
  const { wish, centre, ofCase, needId, recordAge } = await fillSearch(db, query, today);
  if (ofCase) {
    const { clientId } = ofCase;
    await recordRead(db, actor, "search", { subjectType: "client", subjectId: clientId, clientId });
  }
  // Asked all at once: they are answered one after another without a wait between them.
  const [tree, saved, { facets, nearMisses, ...findings }] = await Promise.all([
    readSpecialtyTree(db),
    readSavedSearches(db, actor),
    findWithCounts(db, actor, wish, now, recordAge),
  ]);
  if (query.asked && findings.count === 0) await noteUnmetSearch(db, actor, unmetOf(query, wish, centre.label), today);
  // From here on all is said: what the case filled in too, so that a link does not fill it in anew.
  // How old the client is stays out of the address, also when somebody types just that.
  const asked: SearchQuery = {
    ...query,
    needId,
    specialty: wish.specialtyId ?? "any",
    language: wish.language ?? "any",
    age: query.age === recordAge ? null : query.age,
  };
  return {
    query: asked,
    wish,
    centre,
    ofCase,
    recordAge,
    findings,
    facets,
    nearMisses: nearMisses.map((miss) => ({ ...miss, relaxed: addressForMiss(asked, miss.fails, miss.metres) })),
    tree: treeText(tree),
    specialtyName: tree.find(({ id }) => id === wish.specialtyId)?.name ?? "",
    loosen: findings.results.length === 0 ? loosenings(asked, filledBy(wish, centre)) : [],
    most: MOST_WEIGHED,
    setups: setups.map(({ id, name }) => ({ id, name })),
    setupId: setup?.id ?? null,
    filters: setup?.filters ?? USUAL_FILTERS,
    columns: setup?.columns ?? USUAL_COLUMNS,
    saved,
    ...addressesOf(asked, wish, centre, findings),
  };
}

const filledBy = (wish: Wish, centre: Centre) => ({
  measured: centre.point !== null,
  specialty: wish.specialtyId !== null,
  language: wish.language !== null,
  age: wish.age !== null,
});

/** Every other search one press away. */
function addressesOf(
  asked: SearchQuery,
  wish: Wish,
  centre: Centre,
  found: { count: number; results: readonly unknown[] },
) {
  const other = (changes: Partial<SearchQuery>) => searchAddress(asked, { selected: null, ...changes });
  const marks: Asked[] = [
    ...(wish.specialtyId === null ? [] : (["specialty"] as const)),
    ...(wish.centre && wish.radiusMetres !== null ? (["distance"] as const) : []),
    ...conditionsOf(wish),
    ...(wish.text === "" ? [] : (["words"] as const)),
  ];
  return {
    here: other({}),
    compareHere: compareAddress(asked, { compare: [] }),
    // The place as the map knows it, a postal code's area at the nearest; a client's own stays out.
    share: sharedAddress({ ...asked, place: centre.kind === "typed" ? centre.label : "" }),
    more: found.count > found.results.length ? other({ shown: asked.shown + PAGE_OF_RESULTS }) : null,
    marks: marks.map((mark) => ({ asked: mark, address: addressWithout(asked, mark) })),
    orders: ORDERS.map((order) => ({ order, address: other({ order, shown: PAGE_OF_RESULTS }) })),
    groups: [null, ...GROUPINGS].map((group) => ({ group, address: other({ group, shown: PAGE_OF_RESULTS }) })),
    quick: {
      now: other({ open: { kind: "now" } }),
      evenings: other({ open: { kind: "evenings", parts: [] } }),
      weekends: other({ open: { kind: "weekends", parts: [] } }),
      accepting: other({ accepting: true }),
      network: other({ networkOnly: true }),
    },
  };
}
