// Makes row ids in the order of time, as the database does (UUID version 7), without asking it for each. Never the same one twice.
import { randomBytes } from "node:crypto";

const IDS_AT_ONCE = 512;
const RANDOM_BYTES = 8;
/** Twelve bits count within a millisecond; what does not fit goes on in the next one. */
const MOST_IN_A_MILLISECOND = 0x1000;

/**
 * @param instant when the transaction happens, by the database's clock
 * Source: RFC 9562, section 5.7 and the counter of 6.2, method 1.
 */
export class NewIds {
  private milliseconds: number;
  private count = 0;
  private random = Buffer.alloc(0);
  private used = 0;
  private before = "";

  constructor(instant: Date) {
    this.milliseconds = instant.getTime();
    this.before = timeText(this.milliseconds);
  }

  next(): string {
    if (this.count === MOST_IN_A_MILLISECOND) {
      this.milliseconds += 1;
      this.count = 0;
      this.before = timeText(this.milliseconds);
    }
    if (this.used === this.random.length) {
      this.random = randomBytes(IDS_AT_ONCE * RANDOM_BYTES);
      this.used = 0;
    }
    const chance = this.random.toString("hex", this.used, this.used + RANDOM_BYTES);
    this.used += RANDOM_BYTES;
    const counted = this.count.toString(16).padStart(3, "0");
    this.count += 1;
    // The two highest bits of the next group say which kind of id it is.
    const variant = "89ab"[Number.parseInt(chance[0] ?? "0", 16) & 3];
    return `${this.before}-7${counted}-${variant}${chance.slice(1, 4)}-${chance.slice(4)}`;
  }
}

function timeText(milliseconds: number): string {
  const text = milliseconds.toString(16).padStart(12, "0");
  return `${text.slice(0, 8)}-${text.slice(8)}`;
}
