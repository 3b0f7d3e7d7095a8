// The order in which the files of one kind begin: what takes longest first, so that no core waits for it alone at the end. Never leaves a file out.
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Minutes, not seconds; the longest first. */
const LONG = ["journeys/screens.test.ts", "journeys/main-job.test.ts", "access/matrix.test.ts"];
const placeOf = ({ moduleId }: TestSpecification) => {
  const place = LONG.findIndex((file) => moduleId.endsWith(file));
  return place < 0 ? LONG.length : place;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
