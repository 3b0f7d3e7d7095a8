// The order in which the files of one turn begin: what takes longest first, so that no core waits for it alone at the end. Never leaves a file out.
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, the longest first; then all journeys, then the rest. */
const LONG = ["journeys/screens.test.ts", "journeys/main-job.test.ts", "access/matrix.test.ts", "/tests/journeys/"];
const placeOf = ({ moduleId }: TestSpecification) => {
  const place = LONG.findIndex((part) => moduleId.includes(part));
  return place < 0 ? LONG.length : place;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
