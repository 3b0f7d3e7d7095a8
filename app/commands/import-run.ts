// One run of an import that somebody started in the browser, in a process of its own. Begun by the worker, never by a person.
import { closePools } from "#app/database/as-actor.server";
import { keepHeapSmall } from "#app/interop/import/small-heap.server";
import { logFailure } from "#app/log.server";
import { runImport } from "#app/models/import/run-import.server";

keepHeapSmall();

// Its owner is gone: nothing half done stands, for all of it is one transaction, and the next worker begins anew.
const endWithOwner = () => process.exit(1);
process.once("disconnect", endWithOwner);

const [importId = "", attempt = "", last = ""] = process.argv.slice(2);

try {
  await runImport(importId, Number(attempt), last === "last");
} catch (failure) {
  logFailure(failure, { job: "run-import" });
  process.exitCode = 1;
} finally {
  await closePools();
  // The line to its owner would keep it alive.
  process.off("disconnect", endWithOwner);
  if (process.connected) process.disconnect();
}
