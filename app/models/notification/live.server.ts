// Tells open pages that their desk's notices changed: one ear on the database for the whole process, and who watches behind it. Knows no notice; a page asks for them itself.

import { listen } from "#app/database/listen.server";
import { env } from "#app/env.server";

/** A page that is open at a desk, by the session it was opened in. */
export interface Watcher {
  readonly membershipId: string;
  readonly sessionId: string;
  changed(): void;
  end(): void;
}

// One browser holds one stream; a session that opens more loses its oldest.
const MOST_OF_A_SESSION = 4;

const byDesk = new Map<string, Set<Watcher>>();
const bySession = new Map<string, Set<Watcher>>();
let ear: { close(): Promise<void> } | null = null;
let over = false;

/** Begins to tell this page; what is answered ends it. After the house has closed, the page is ended at once. */
export function watch(watcher: Watcher): () => void {
  if (over) {
    watcher.end();
    return () => {};
  }
  ear ??= listen(env().DATABASE_WEB_URL ?? "", { notices_changed: tellDesk, session_ended: endSession }, tellEverybody);
  put(byDesk, watcher.membershipId, watcher);
  const ofSession = put(bySession, watcher.sessionId, watcher);
  const [oldest] = ofSession;
  if (ofSession.size > MOST_OF_A_SESSION && oldest) oldest.end();
  return () => {
    drop(byDesk, watcher.membershipId, watcher);
    drop(bySession, watcher.sessionId, watcher);
  };
}

/** Ends every stream and the ear: the process is stopping. */
export async function closeLive(): Promise<void> {
  over = true;
  for (const watcher of everybody()) watcher.end();
  await ear?.close();
  ear = null;
}

function tellDesk(membershipId: string): void {
  for (const watcher of byDesk.get(membershipId) ?? []) watcher.changed();
}

function endSession(sessionId: string): void {
  for (const watcher of [...(bySession.get(sessionId) ?? [])]) watcher.end();
}

function tellEverybody(): void {
  for (const watcher of everybody()) watcher.changed();
}

const everybody = () => [...bySession.values()].flatMap((watchers) => [...watchers]);

function put(into: Map<string, Set<Watcher>>, key: string, watcher: Watcher): Set<Watcher> {
  const known = into.get(key) ?? new Set();
  into.set(key, known.add(watcher));
  return known;
}

function drop(from: Map<string, Set<Watcher>>, key: string, watcher: Watcher): void {
  const known = from.get(key);
  known?.delete(watcher);
  if (known?.size === 0) from.delete(key);
}
