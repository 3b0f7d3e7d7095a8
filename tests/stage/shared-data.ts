// Where the real directories lie that tests read when they are there. They are not ours to keep in this repository.
import { existsSync } from "node:fs";
import path from "node:path";

const folder = path.resolve("../shared/data");

export const sharedData = (...names: string[]) => path.join(folder, ...names);

/** Said in a test's name, so that a run without the data tells what it left out. */
export const hasSharedData = existsSync(folder);
