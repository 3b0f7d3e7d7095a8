// Which form of a page with several was sent and came back, so that it is shown open. Reads the router's data; asks no server.
import { useActionData } from "@remix-run/react";
import type { LastResult } from "./act-form";

/** Whether the form with this intent came back with something to look at. */
export function useCameBack(): (intent: string) => boolean {
  const answered = useActionData<{ lastResult?: LastResult } | undefined>();
  const result = answered?.lastResult;
  return (intent) => result?.status === "error" && result.initialValue?.intent === intent;
}
