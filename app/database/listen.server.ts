// Hears what the database calls out to every process, on one connection of its own apart from the lanes. Reads no row and writes none.
import postgres from "postgres";

const FIRST_WAIT_MILLISECONDS = 250;
const LONGEST_WAIT_MILLISECONDS = 10_000;

/** What is called out on each channel; the text is an id and nothing else. */
export type Ears = Readonly<Record<string, (id: string) => void>>;

/**
 * Listens until it is closed. A connection that was lost is made again, later and later.
 * @param missed runs whenever it listens again after a gap: what was called out meanwhile nobody heard
 */
export function listen(url: string, ears: Ears, missed: () => void): { close(): Promise<void> } {
  let closed = false;
  let client: postgres.Sql | null = null;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  const again = (lost: postgres.Sql) => {
    if (closed || client !== lost) return;
    client = null;
    void lost.end({ timeout: 0 }).catch(() => {});
    const wait = Math.min(LONGEST_WAIT_MILLISECONDS, FIRST_WAIT_MILLISECONDS * 2 ** failures);
    failures += 1;
    timer = setTimeout(open, wait + Math.random() * wait);
    timer.unref();
  };

  const open = () => {
    const made = connect(url, ears, () => again(made));
    client = made;
    made
      .unsafe(
        Object.keys(ears)
          .map((channel) => `listen ${channel}`)
          .join("; "),
      )
      .then(
        () => {
          if (failures > 0) missed();
          failures = 0;
        },
        () => again(made),
      );
  };

  open();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end({ timeout: 0 }).catch(() => {});
    },
  };
}

function connect(url: string, ears: Ears, onclose: () => void): postgres.Sql {
  const options = {
    max: 1,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    onnotice: () => {},
    onclose,
    onnotify(channel: string, id: string) {
      ears[channel]?.(id);
    },
  };
  return postgres(url, options);
}
