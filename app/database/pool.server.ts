// Lends lanes, one transaction each; replaces those that broke. Knows no actor and no table.
import { Lane } from "./lane.server";

/** No lane came free in time: the house is full, try again. */
export class PoolBusy extends Error {
  override readonly name = "PoolBusy";
}

const WAIT_MILLISECONDS = 2000;

export class Pool {
  private readonly idle: Lane[] = [];
  private readonly waiting: ((lane: Lane) => void)[] = [];
  private readonly all = new Set<Lane>();
  private closing = false;

  constructor(
    private readonly url: string,
    private readonly size: number,
  ) {}

  async take(): Promise<Lane> {
    if (this.closing) throw new PoolBusy("the pool is closing");
    for (let lane = this.idle.pop(); lane; lane = this.idle.pop()) {
      if (!lane.broken) return lane;
      this.discard(lane);
    }
    if (this.all.size < this.size) return this.open();
    return new Promise((resolve, reject) => {
      const serve = (lane: Lane) => {
        clearTimeout(timer);
        resolve(lane);
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(serve), 1);
        reject(new PoolBusy("every lane is in use"));
      }, WAIT_MILLISECONDS);
      this.waiting.push(serve);
    });
  }

  give(lane: Lane): void {
    if (lane.broken || this.closing) this.discard(lane);
    else this.idle.push(lane);
    const next = this.waiting.shift();
    if (!next) return;
    const free = this.idle.pop();
    next(free ?? this.open());
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.all].map((lane) => lane.end()));
    this.all.clear();
    this.idle.length = 0;
  }

  private open(): Lane {
    const lane = new Lane(this.url);
    this.all.add(lane);
    return lane;
  }

  private discard(lane: Lane): void {
    this.all.delete(lane);
    void lane.end();
  }
}
