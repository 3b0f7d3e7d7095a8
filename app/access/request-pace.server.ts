// How many requests a caller without a session may make a minute: counted in this process, forgotten when idle. Knows nobody by name.

export interface Pace {
  /** Requests at once, before waiting begins. */
  readonly burst: number;
  readonly perMinute: number;
}

/** Whoever shows no key, by address; the bearer of one; and who follows a mailed link, by address. They hold for each process that serves. */
export const REQUEST_PACES = {
  address: { burst: 60, perMinute: 60 },
  key: { burst: 300, perMinute: 600 },
  bearer: { burst: 240, perMinute: 120 },
} as const satisfies Record<string, Pace>;

/** All results at once cost more than a page of them. */
export const COST_OF_ALL = 10;

const MOST_CALLERS = 20_000;

export class RequestPace {
  private readonly callers = new Map<string, { left: number; at: number }>();

  constructor(
    private readonly pace: Pace,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @returns 0 when it may go on, else the whole seconds until it may; then nothing was taken */
  take(caller: string, cost = 1): number {
    const left = this.leftOf(caller);
    const missing = cost - left;
    this.keep(caller, missing > 0 ? left : left - cost);
    return missing > 0 ? Math.max(1, Math.ceil((missing * 60) / this.pace.perMinute)) : 0;
  }

  /** It was not this caller's to pay after all. */
  giveBack(caller: string, cost = 1): void {
    this.keep(caller, Math.min(this.pace.burst, this.leftOf(caller) + cost));
  }

  private leftOf(caller: string): number {
    const known = this.callers.get(caller);
    if (!known) return this.pace.burst;
    const earned = ((this.now() - known.at) / 60_000) * this.pace.perMinute;
    return Math.min(this.pace.burst, known.left + earned);
  }

  // The one quiet for longest is forgotten first, so that made-up callers cannot fill the memory.
  private keep(caller: string, left: number): void {
    this.callers.delete(caller);
    this.callers.set(caller, { left, at: this.now() });
    if (this.callers.size <= MOST_CALLERS) return;
    const [oldest] = this.callers.keys();
    if (oldest !== undefined) this.callers.delete(oldest);
  }
}
