// Measures loading a whole directory; bench/README.md says how each figure is made.
import { cpus, totalmem } from "node:os";
import type { Figure } from "#app/commands/bench";
import { measurePace } from "./import/pace";
import { measureReadings } from "./import/readings";
import { openHouse } from "./search/house";

export async function run(): Promise<Figure[]> {
  // As durable as the product's own: an import is one transaction, and its end is on the disk.
  const house = await openHouse({ durable: true });
  try {
    const [processor] = cpus();
    process.stdout.write(
      `${processor?.model ?? process.arch}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB; Node ${process.version}; ${house.version}\n`,
    );
    return [...(await measurePace(house)), ...measureReadings()];
  } finally {
    await house.close();
  }
}
