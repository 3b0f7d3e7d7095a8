// Lets only so many through at once, the others in the order they came, and none that waited too long: machines must leave lanes for people.
import { PoolBusy } from "#app/database/pool.server";

const WAIT_MILLISECONDS = 2000;
const MOST_WAITING = 100;

export class Turnstile {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param most asked at each turn, because settings are read late */
  constructor(private readonly most: () => number) {}

  /** @throws PoolBusy when its turn does not come in two seconds, or too many wait already */
  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.most()) await this.turn();
    else this.inside += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes the place over, so that nobody new slips in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.inside -= 1;
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= MOST_WAITING) throw new PoolBusy("too many wait already");
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(new PoolBusy("no turn came"));
      }, WAIT_MILLISECONDS);
      this.waiting.push(enter);
    });
  }
}
