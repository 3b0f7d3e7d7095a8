// Says how far a running import is, once a second, and hears that it was cancelled. Writes nothing of the directory.
import { eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { directoryImports, importProgress } from "#drizzle/schema";

const BEAT_MILLISECONDS = 1000;

/** The import was cancelled, or started anew by somebody: this run of it has nothing more to say. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

type Followed = { readonly id: string; readonly agencyId: string; readonly state: string; readonly attempt: number };
type Work = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

export class Ticker {
  private readonly controller = new AbortController();
  private latest = { step: "prepare", done: 0, total: 0 };
  private beat: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly followed: Followed,
    private readonly run: Work,
  ) {
    this.timer = setInterval(() => this.pulse(), BEAT_MILLISECONDS);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Kept in mind until the next beat: an import of half a million rows says a thousand times how far it is. */
  note(step: string, done: number, total: number): void {
    this.latest = { step, done, total };
  }

  async tell(step: string, done: number, total: number): Promise<void> {
    this.note(step, done, total);
    await this.write();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.beat;
  }

  private pulse(): void {
    // A beat that is missed is no fault of the import: the next one says more.
    this.beat = this.beat.then(() => this.write()).catch(() => {});
  }

  private async write(): Promise<void> {
    const { id, agencyId, state, attempt } = this.followed;
    const stands = await this.run(async (db) => {
      const said = { ...this.latest, at: sql`app.clock()` };
      await db
        .insert(importProgress)
        .values({ importId: id, agencyId, ...said })
        .onConflictDoUpdate({ target: importProgress.importId, set: said });
      const [now] = await db
        .select({ state: directoryImports.state, attempt: directoryImports.attempt })
        .from(directoryImports)
        .where(eq(directoryImports.id, id));
      return now?.state === state && now.attempt === attempt;
    });
    if (!stands) this.controller.abort();
  }
}
