// Asks one of our own addresses for a number, from a page that is open. Throws nothing: what cannot be told is null.

/** Null where it cannot be told: the session has ended, or the way there is down. @param name what the answer calls it */
export async function askNumber(address: string, name: string): Promise<number | null> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  const told: unknown = answer?.ok ? await answer.json().catch(() => null) : null;
  const number: unknown = typeof told === "object" && told !== null ? Reflect.get(told, name) : null;
  return typeof number === "number" ? number : null;
}
