// One connection for one transaction at a time. Never reconnects under a running transaction, and never serves two.
import postgres from "postgres";

/** The connection broke while work was under way; the transaction is gone and nothing of it was kept. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** Work went on after its transaction had ended: a bug, refused before it can reach another person's transaction. */
export class LeaseEnded extends Error {
  override readonly name = "LeaseEnded";
}

type Row = Record<string, unknown>;
export type Parameter = string | number | bigint | boolean | Date | null | Uint8Array | readonly unknown[];

// Dates and JSON reach drizzle as PostgreSQL wrote them, since drizzle reads and writes them itself.
const AS_WRITTEN = ["1082", "1083", "1114", "1115", "1182", "1184", "1185", "1231"];
const asIs = (value: unknown) => (value instanceof Date ? value.toISOString() : value);

// A statement that comes again is parsed and planned once and then goes out in one round; each one kept costs the server memory.
const ASKED_BEFORE_KEPT = 2;
const MOST_KEPT = 150;
const MOST_COUNTED = 1000;
const LONGEST_KEPT = 20_000;

export class Lane {
  broken = false;
  private readonly client: postgres.Sql;
  private readonly asked = new Map<string, number>();
  private readonly kept = new Set<string>();
  private readonly closed: Promise<never>;

  constructor(url: string) {
    let breakOff: (reason: Error) => void = () => {};
    this.closed = new Promise((_, reject) => {
      breakOff = reject;
    });
    this.closed.catch(() => {});
    this.client = postgres(url, {
      max: 1,
      fetch_types: false,
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: 5,
      onnotice: () => {},
      onclose: () => {
        this.broken = true;
        breakOff(new ConnectionLost("the connection to PostgreSQL was lost"));
      },
    });
    const options = this.client.options as unknown as {
      parsers: Record<string, (value: string) => unknown>;
      serializers: Record<string, (value: unknown) => unknown>;
    };
    for (const type of AS_WRITTEN) {
      options.parsers[type] = (value) => value;
      options.serializers[type] = asIs;
    }
    options.serializers["114"] = asIs;
    options.serializers["3802"] = asIs;
  }

  /** Sends one statement, and gives up when the connection breaks rather than wait for an answer that cannot come. */
  send(text: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return this.race(() => this.query(text, parameters));
  }

  sendForValues(text: string, parameters: readonly Parameter[] = []): Promise<unknown[][]> {
    return this.race(() => this.query(text, parameters).values());
  }

  private query(text: string, parameters: readonly Parameter[]) {
    return this.client.unsafe(text, [...parameters] as never[], {
      prepare: parameters.length > 0 && this.isKept(text),
    });
  }

  /** Whether this statement has come often enough on this connection to be kept prepared. */
  private isKept(text: string): boolean {
    if (this.kept.has(text)) return true;
    const times = (this.asked.get(text) ?? 0) + 1;
    if (times > ASKED_BEFORE_KEPT && this.kept.size < MOST_KEPT && text.length <= LONGEST_KEPT) {
      this.asked.delete(text);
      this.kept.add(text);
      return true;
    }
    if (this.asked.size >= MOST_COUNTED) this.asked.clear();
    this.asked.set(text, times);
    return false;
  }

  private race<T>(start: () => PromiseLike<T>): Promise<T> {
    if (this.broken) return Promise.reject(new ConnectionLost("the connection to PostgreSQL was lost"));
    const answer = Promise.resolve(start());
    // The race may be lost to `closed`; a late failure of the query itself must not end the process.
    answer.catch(() => {});
    return Promise.race([answer, this.closed]);
  }

  async end(): Promise<void> {
    this.broken = true;
    await this.client.end({ timeout: 0 }).catch(() => {});
  }
}

/** A lane lent to one transaction; every statement goes through it, and none after it has ended. */
export class Lease {
  private over = false;
  constructor(private readonly lane: Lane) {}

  send(text: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return this.over ? this.late() : this.lane.send(text, parameters);
  }

  sendForValues(text: string, parameters: readonly Parameter[] = []): Promise<unknown[][]> {
    return this.over ? this.late() : this.lane.sendForValues(text, parameters);
  }

  end(): void {
    this.over = true;
  }

  private late(): Promise<never> {
    const late = Promise.reject(new LeaseEnded("a statement came after its transaction had ended"));
    late.catch(() => {});
    return late;
  }
}
