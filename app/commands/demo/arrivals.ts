// A client of the demo arrives: the slip is printed, and the provider scans its code. By the house's own deeds.
import { hashToken } from "#app/access/session-adapter.server";
import { printCoupons, sayArrived } from "#app/models/referral/arrival.server";
import type { Asked } from "./acts";
import type { DemoStage } from "./stage";
import type { Scene } from "./story-scene";

export async function arrive(stage: DemoStage, { caseworker }: Scene, { referralId }: Asked): Promise<void> {
  const links = await stage.as(caseworker, (db) => printCoupons(db, caseworker, referralId));
  for (const link of links.values()) {
    const keyHash = hashToken(link.split("/").at(-1) ?? "");
    await stage.asBearer({ kind: "arrival", keyHash }, sayArrived);
  }
}
