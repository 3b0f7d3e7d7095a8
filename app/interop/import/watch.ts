// Watches over one run: tells how far it is, and lets it be given up. Never knows what is done, and keeps no clock.

/** What a run does, in this order: reads and stages the files, writes the directory, remembers where rows came from, closes the record. */
export const importSteps = ["read", "write", "remember", "close"] as const;
export type ImportStep = (typeof importSteps)[number];

/** How far a step is, in rows of the files; in the last one nothing is counted. */
export type Progress = { readonly step: ImportStep; readonly done: number; readonly total: number };

export type WatchOptions = {
  /** Called at the start and the end of each step and at most a hundred times in between; must return at once. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Gives the run up, and with it everything it has written. */
  readonly signal?: AbortSignal | undefined;
};

/** The run was given up because somebody asked for it: nothing of it was kept. */
export class ImportCancelled extends Error {
  override readonly name = "ImportCancelled";
}

export class Watch {
  private step: ImportStep = "read";
  private done = 0;
  private total = 0;
  private told = 0;

  constructor(private readonly options: WatchOptions = {}) {}

  /** @throws ImportCancelled when somebody asked for it meanwhile */
  check(): void {
    if (this.options.signal?.aborted) throw new ImportCancelled("given up on request");
  }

  begin(step: ImportStep, total: number): void {
    this.check();
    Object.assign(this, { step, total, done: 0 });
    this.tell();
  }

  /** So many more rows of this step are done. */
  advance(rows: number): void {
    this.done = Math.min(this.total, this.done + rows);
    if (this.done === this.told) return;
    if (this.done === this.total || this.done - this.told >= this.total / 100) this.tell();
  }

  private tell(): void {
    this.told = this.done;
    this.options.onProgress?.({ step: this.step, done: this.done, total: this.total });
  }
}
