// The settings of this process, checked once. Nothing else reads the environment, and no setting is ever printed.
import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { loadEnvFile } from "node:process";
import { z } from "zod";

const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/.+/, "must look like postgres://name:password@host:5432/database")
  .optional();

const wholeNumber = (least: number, most: number) =>
  z.coerce.number(`must be a number from ${least} to ${most}`).int(`must be a whole number`).min(least).max(most);

const isMailList = (text: string) => text.split(",").every((one) => z.email().safeParse(one.trim()).success);

/** Every setting, in the order of `.env.example`, which says what each is for. */
const Settings = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
    HOST: z.string().min(1).max(255).default("127.0.0.1"),
    PORT: wholeNumber(0, 65_535).default(3000),
    PUBLIC_ORIGIN: z.string().transform(parseOrigin).optional(),
    TRUSTED_PROXY: z
      .string()
      .refine(isAddressList, "must be addresses or networks, such as 10.0.0.5 or 10.0.0.0/8, with commas between")
      .optional(),
    DATA_DIR: z.string().min(1).default(".data"),
    ACCOUNT_KEYS: z
      .string()
      .regex(/^[0-9a-f]{64}( *, *[0-9a-f]{64})*$/, "must be keys of 64 hexadecimal digits, with commas between")
      .optional(),
    DATABASE_URL: databaseUrl,
    DATABASE_WEB_URL: databaseUrl,
    DATABASE_WORKER_URL: databaseUrl,
    DATABASE_MIGRATOR_URL: databaseUrl,
    DATABASE_LANES: wholeNumber(1, 100).default(10),
    WORKER: z.enum(["inside", "external"], "must be inside or external").default("inside"),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/.+/, "must look like smtp://name:password@host:587")
      .optional(),
    MAIL_FROM: z.string().min(3).max(320).default("Throughline <throughline@localhost>"),
    SESSION_IDLE_MINUTES: wholeNumber(1, 1440).default(15),
    SESSION_HOURS: wholeNumber(1, 168).default(12),
    ANCHOR_MAIL: z.string().refine(isMailList, "must be e-mail addresses, with commas between").optional(),
    ANCHOR_FILE: z.string().min(1).optional(),
    MAP_TILE_URL: z
      .string()
      .regex(/^https:\/\/.+/, "must start with https://")
      .optional(),
    GEOCODER_URL: z.string().refine(isGeocoder, "must start with https:// and hold {address} once").optional(),
    WEBHOOK_NETWORKS: z
      .string()
      .refine(isAddressList, "must be addresses or networks, such as 10.0.0.5 or 10.0.0.0/8, with commas between")
      .optional(),
    LOG_LEVEL: z
      .enum(["trace", "debug", "info", "warn", "error", "silent"], "must be trace, debug, info, warn, error or silent")
      .default("info"),
    // Set by `npm start` itself where the demo network is served; nobody else should.
    DEMO: z.literal("yes").optional(),
    CHROMIUM_PATH: z.string().optional(),
    TEST_DATABASE_ADMIN_URL: databaseUrl,
  })
  .superRefine((settings, context) => {
    if (
      isProduction(settings) &&
      settings.PUBLIC_ORIGIN?.startsWith("http://") &&
      !isLoopback(settings.PUBLIC_ORIGIN)
    ) {
      context.addIssue({
        code: "custom",
        path: ["PUBLIC_ORIGIN"],
        message: "must start with https:// in production, or sign-in cookies could be read on the way",
      });
    }
    if (settings.DATABASE_WEB_URL && !settings.DATABASE_WORKER_URL && settings.WORKER === "inside") {
      context.addIssue({
        code: "custom",
        path: ["DATABASE_WORKER_URL"],
        message: "is needed beside DATABASE_WEB_URL, unless WORKER is external",
      });
    }
  });

export type Env = z.infer<typeof Settings>;
export type SettingName = keyof Env;

/** All that is wrong with the environment, one line each. A person can mend it, so it carries no stack. */
export class WrongSettings extends Error {
  override name = "WrongSettings";
}

/**
 * Checks settings given as text.
 * @throws WrongSettings naming every wrong setting at once; never the value, which may be a password
 */
export function readSettings(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const checked = Settings.safeParse(given);
  if (checked.success) return checked.data;
  const lines = checked.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
  throw new WrongSettings(`These settings are wrong (see .env.example):\n${[...new Set(lines)].join("\n")}`);
}

let current: Env | null = null;

/** The settings of this process; a file `.env` in the working folder fills in what the environment does not say. */
export function env(): Env {
  if (current) return current;
  if (process.env.NODE_ENV !== "test" && existsSync(".env")) loadEnvFile(".env");
  current = readSettings(process.env);
  return current;
}

/** Changes settings for this process and what it starts: undefined takes one away, as is done with administrators' passwords. */
export function changeSettings(changes: Partial<Record<SettingName, string | undefined>>): void {
  env();
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  current = null;
  current = readSettings(process.env);
}

/** The environment a child process is given: ours, with some settings changed. */
export function environmentWith(changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}

/**
 * Whether real people's data may be here: then no demo password, no mailbox and no reason of a failure is shown.
 * Libraries go by NODE_ENV, which is "production" for a demo too, so that it is as quick as the real thing.
 */
export function isProduction(settings: Pick<Env, "NODE_ENV" | "DEMO"> = env()): boolean {
  return settings.NODE_ENV === "production" && settings.DEMO === undefined;
}

/** Where people reach us, for absolute links; never taken from a request. */
export function publicOrigin(settings: Env = env()): string {
  return settings.PUBLIC_ORIGIN ?? `http://localhost:${settings.PORT}`;
}

/** Whether people reach us over https: then cookies are `__Host-` and Secure. Over plain http (a demo on this machine) they cannot be. */
export function isHttps(settings: Env = env()): boolean {
  return publicOrigin(settings).startsWith("https://");
}

function parseOrigin(text: string, context: z.RefinementCtx): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash && !url.username)
    return url.origin;
  context.addIssue({
    code: "custom",
    message: "must be an address without a path, such as https://throughline.example.gov",
  });
  return z.NEVER;
}

function isAddressList(text: string): boolean {
  return text.split(",").every((part) => {
    const [address = "", bits, ...more] = part.trim().split("/");
    const family = isIP(address);
    return (
      family !== 0 &&
      more.length === 0 &&
      (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
    );
  });
}

/** Addresses of providers go there, so not in the clear; a geocoder on this machine may be plain. */
function isGeocoder(text: string): boolean {
  if (text.split("{address}").length !== 2) return false;
  const plain = text.replace("{address}", "x");
  if (!URL.canParse(plain)) return false;
  const { protocol, origin, username, hash } = new URL(plain);
  return (protocol === "https:" || (protocol === "http:" && isLoopback(origin))) && username === "" && hash === "";
}

function isLoopback(origin: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(origin).hostname);
}
