// Hears Ctrl-C and the request to end. Never ends anything itself, unless asked a second time.

export type Asked = {
  /** Settles when a person or the system asks us to stop. */
  stop: Promise<void>;
  /** Throws `reason` when that has happened already. */
  sooner(): void;
  reason: Error;
  /** Signals mean again what they mean to any program. */
  release(): void;
};

// Ctrl-C comes twice under npm: from the terminal, and passed on by npm.
const echoMilliseconds = 500;

/** Waits for the first signal; a second one ends the process at once, and PostgreSQL's guardian sees to the rest. */
export function untilAsked(): Asked {
  const reason = new Error("asked to stop");
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  let askedAt = 0;
  let settle = () => {};
  const stop = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const hear = () => {
    if (askedAt > 0 && Date.now() - askedAt > echoMilliseconds) process.exit(1);
    askedAt ||= Date.now();
    settle();
  };
  for (const signal of signals) process.on(signal, hear);
  return {
    stop,
    reason,
    sooner: () => {
      if (askedAt > 0) throw reason;
    },
    release: () => {
      for (const signal of signals) process.off(signal, hear);
    },
  };
}
