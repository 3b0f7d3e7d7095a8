// The demo's score cards: made by the house's own job of the quarter that was over two weeks ago, and open since; Northside has not answered yet.
import { makeCards } from "#app/models/insight/make-cards.server";
import type { DemoStage } from "./stage";

const OPEN_SINCE = -15;

export async function makeScoreCards(stage: DemoStage): Promise<void> {
  stage.at(OPEN_SINCE, 6);
  await stage.asWorker(makeCards);
}
