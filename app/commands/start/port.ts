// Finds out early that a port is taken, before half a minute of building. Never keeps it.
import { createServer } from "node:net";
import type { Env } from "#app/env.server";
import { explainListen } from "../serve/server";

/** @throws Stop with what to do when nobody could listen there */
export function probePort(settings: Pick<Env, "HOST" | "PORT">): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (failure) => reject(explainListen(failure, settings)));
    probe.listen(settings.PORT, settings.HOST, () => probe.close(() => resolve()));
  });
}
