// What lies there before a storm begins: invoices paid, disputed and denied, so that a short one also meets what comes after. Kills nothing.
import type { Actor } from "#app/access/actor";
import type { Stage } from "../on-stage";
import type { StormCast } from "./act";
import { type ActName, actNamed } from "./acts";

/** Three invoices of one line each; the second is reduced, and what was taken off it disputed. */
export async function headStart(stage: Stage, cast: StormCast): Promise<void> {
  const does = (name: ActName, actor: Actor, cents = 4000) =>
    stage.as(actor, (db) => actNamed(name).run(db, actor, { pick: 0, cents }, cast));
  for (const turn of ["whole", "part", "denied"] as const) {
    await does("deliver", cast.pavel);
    await does("bill", cast.bea);
    await does("review", cast.finn);
    if (turn === "denied") await does("deny", cast.finn);
    else {
      await does(turn === "part" ? "reduce" : "decide", cast.finn);
      await does("approve", cast.felix);
    }
    if (turn === "whole") await does("batch", cast.finn);
    // Before a batch holds it, for then it is too late.
    if (turn === "part") await does("dispute", cast.bea);
  }
  await does("release", cast.faye);
  await does("export", cast.finn);
  await does("settle", cast.finn);
}
