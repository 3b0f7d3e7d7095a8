// Whether the form that came back with an error is this one, so that what holds it stays open. Asks the router; decides nothing else.
import { useActionData } from "@remix-run/react";

/** @param name and value: the hidden answer by which a page tells its forms apart, such as "move" and "return" */
export function useSentBack(name: string, value: string): boolean {
  const answered = useActionData<{ lastResult?: { initialValue?: Record<string, unknown> | null } } | undefined>();
  return answered?.lastResult?.initialValue?.[name] === value;
}
