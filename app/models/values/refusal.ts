// The "no" that is meant for a person: a catalogue key, a status and the blanks of its sentence. Never holds finished words.

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429;

/** What fills the blanks of a catalogue sentence. */
export type Blanks = Readonly<Record<string, string | number>>;

/**
 * Thrown when a person asks for what cannot be; every other throw is a bug and becomes a 500.
 * @param code catalogue key without its `refusal.` prefix, such as "invoice.own-approval"
 * @param status HTTP status of the answer
 * @param blanks values for the sentence; personal data only where the asker may see it anyway
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: RefusalStatus;
  readonly blanks: Blanks;

  constructor(code: string, status: RefusalStatus, blanks: Blanks = {}) {
    // The message is the key alone: what stands in the blanks may be personal and messages end up in logs.
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.status = status;
    this.blanks = blanks;
  }
}

/** Whether a caught value is a refusal. By shape, because a bundle and a test may hold two copies of the class. */
export function isRefusal(thrown: unknown): thrown is Refusal {
  return thrown instanceof Refusal || (thrown instanceof Error && thrown.name === "Refusal" && "code" in thrown);
}
