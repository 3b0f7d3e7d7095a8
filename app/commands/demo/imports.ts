// What the demo's network desk once uploaded and thought better of, by the house's own deeds. Brings nothing into the directory.
import type { Actor } from "#app/access/actor";
import { moveImport } from "#app/models/import/move.server";
import { takeUp } from "#app/models/import/upload.server";
import type { DemoStage } from "./stage";

/** So long ago that its files have been cleared away. */
export async function uploadOnce(stage: DemoStage, { nadia }: { readonly nadia: Actor }): Promise<void> {
  stage.at(-45, 15);
  const columns = [
    { name: "Key", examples: ["101", "102", "103"] },
    { name: "Pantry", examples: ["Harvest Hall", "Mill Lane Pantry", "Second Helping"] },
    { name: "Street", examples: ["1 Mill Lane", "20 Canal Street", "5 Chapel Row"] },
    { name: "Town", examples: ["Baltimore"] },
    { name: "Zip", examples: ["21201", "21215", "21230"] },
    { name: "Open", examples: ["Mon-Fri 9-5", "2nd Tuesday 10am-12pm", "call first"] },
    { name: "Remarks", examples: ["Bring a bag", "Ring at the side door"] },
  ];
  const files = [{ name: "food-council-pantries.csv", byteCount: 48_210 }];
  await stage.as(nadia, async (db) => {
    const id = await takeUp(db, nadia, { sourceName: "Food council" }, files, { flat: true, columns });
    await moveImport(db, nadia, id, "cancel");
  });
}
