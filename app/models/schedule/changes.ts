// Compares two versions of a plan session by session. Knows no states and decides nothing.

/** One planned session as far as two versions can differ in it. */
export interface ComparedSession {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly units: bigint;
}

export interface Compared<Session extends ComparedSession> {
  /** Planned alike in both: they stay the same sessions, unless somebody else or another place holds them. */
  readonly stay: readonly Session[];
  readonly added: readonly Session[];
  readonly dropped: readonly Session[];
}

/** @param before what the version that stands has ahead   @param after what the new version plans */
export function compareVersions<Session extends ComparedSession>(
  before: readonly Session[],
  after: readonly Session[],
): Compared<Session> {
  const known = new Set(before.map(keyOf));
  const wanted = new Set(after.map(keyOf));
  return {
    stay: after.filter((session) => known.has(keyOf(session))),
    added: after.filter((session) => !known.has(keyOf(session))),
    dropped: before.filter((session) => !wanted.has(keyOf(session))),
  };
}

const keyOf = ({ startsAt, endsAt, units }: ComparedSession) =>
  `${startsAt.toISOString()} ${endsAt.toISOString()} ${units}`;
