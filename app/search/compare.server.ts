// Up to three places with the facts one chooses by, for laying side by side. Ranks nothing; knows no client.
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import type { ServiceAtLocationId } from "#app/models/values/ids";
import { distanceMetres, type Point } from "#app/models/values/place";
import { isRefusal } from "#app/models/values/refusal";
import { explainDistance } from "./explain";
import { readAnswerHours } from "./find.server";
import { type ProviderOfPage, readProvider } from "./provider.server";

/** In the order given; one that is not there is left out. */
export async function readCompared(
  db: Db,
  actor: Actor,
  wanted: readonly ServiceAtLocationId[],
  centre: Point | null,
  now: Date,
) {
  const found: ProviderOfPage[] = [];
  for (const id of wanted) {
    const provider = await readProvider(db, actor, id, now).catch(absent);
    if (provider?.listed) found.push(provider);
  }
  const answers = await readAnswerHours(db, [...new Set(found.map(({ organizationId }) => organizationId))]);
  return found.map((provider) => {
    const point = pointOf(provider);
    return {
      provider,
      distance: explainDistance(centre && point ? distanceMetres(centre, point) : null, provider.pointPrecision),
      answerHours: answers.get(provider.organizationId) ?? null,
    };
  });
}

export type Compared = Awaited<ReturnType<typeof readCompared>>[number];

function absent(failure: unknown): null {
  if (isRefusal(failure) && failure.status === 404) return null;
  throw failure;
}

const pointOf = ({ latitude, longitude }: ProviderOfPage): Point | null =>
  latitude === null || longitude === null ? null : { latitude, longitude };
