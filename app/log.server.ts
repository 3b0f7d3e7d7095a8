// Writes what happened to standard output, one JSON line each. Never a name, an address, a form value or an SQL parameter.
import { type Logger, pino } from "pino";
import { env } from "./env.server";

/** The facts a log line may carry: codes, counts and ids that tell nothing about a person. */
export type LogFacts = {
  requestId?: string;
  method?: string;
  /** The route's pattern, never the address asked for: addresses carry ids. */
  route?: string;
  status?: number;
  milliseconds?: number;
  /** Class of a failure, and what PostgreSQL says about it without the values. */
  failure?: string;
  sqlState?: string;
  constraint?: string;
  /** Where in our own code: file and line. */
  at?: string;
  job?: string;
  attempt?: number;
  count?: number;
  signal?: string;
};

let pen: Logger | null = null;

// Made at the first line, so that wrong settings are told by the command that reads them.
function take(): Logger {
  pen ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
  return pen;
}

export const log = {
  debug: (message: string, facts: LogFacts = {}) => take().debug(facts, message),
  info: (message: string, facts: LogFacts = {}) => take().info(facts, message),
  warn: (message: string, facts: LogFacts = {}) => take().warn(facts, message),
  error: (message: string, facts: LogFacts = {}) => take().error(facts, message),
};

/**
 * Writes down a bug: class, SQLSTATE, constraint and place. The message is left out, for drizzle puts parameters in it
 * and PostgreSQL repeats the key's value.
 */
export function logFailure(failure: unknown, facts: LogFacts = {}): void {
  log.error("failure", { ...describeFailure(failure), ...facts });
}

/** What may be said of a failure: nothing of what a person typed. */
export function describeFailure(failure: unknown): LogFacts {
  if (!(failure instanceof Error)) return { failure: typeof failure };
  const cause = failure.cause instanceof Error ? failure.cause : failure;
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(cause, name);
    return typeof value === "string" && /^[\w.-]{1,80}$/.test(value) ? value : undefined;
  };
  const sqlState = text("code");
  const constraint = text("constraint_name");
  const at = failure.stack
    ?.split("\n")
    .find((line) => /^\s+at .*[/\\](app|build)[/\\]/.test(line))
    ?.trim()
    .slice(3, 200);
  return {
    failure:
      cause.constructor.name === failure.constructor.name
        ? failure.constructor.name
        : `${failure.constructor.name} of ${cause.constructor.name}`,
    ...(sqlState ? { sqlState } : {}),
    ...(constraint ? { constraint } : {}),
    ...(at ? { at } : {}),
  };
}
