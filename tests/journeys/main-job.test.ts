// The main job from end to end as the people who do it, with script and without. Looks each page over on the way.
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginJourney, type Journey } from "#tests/stage/journey";
import { comes, tell } from "./main-job/story";
import { walkAll } from "./main-job/walk";

let journey: Journey;

beforeAll(async () => {
  journey = await beginJourney();
});
afterAll(() => journey?.end());

// Room for a machine that has other work: on two idle cores each walk takes about a minute.
const PATIENCE = 600_000;

test(
  "Ines, Mara, Pavel, Bea, Finn, Felix and Freya carry one need to its outcome, and no page troubles them",
  async () => {
    await walkAll(tell(journey, true), comes);
    expect([...new Set(journey.troubles)]).toEqual([]);
  },
  PATIENCE,
);

test(
  "they carry another one without any script in their browsers",
  async () => {
    await walkAll(tell(journey, false), comes);
    expect([...new Set(journey.troubles)]).toEqual([]);
  },
  PATIENCE,
);
