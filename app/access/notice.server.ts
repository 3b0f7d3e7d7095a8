// The sentence a deed leaves for the next page: a catalogue key in a short-lived cookie. Holds nothing about anybody.
import { createCookie } from "@remix-run/node";

export const noticeCookie = createCookie("notice", { httpOnly: true, sameSite: "lax", path: "/", maxAge: 60 });

/** The key left by the deed before, if it looks like one. */
export async function readNotice(request: Request): Promise<string | null> {
  const value: unknown = await noticeCookie.parse(request.headers.get("Cookie"));
  return typeof value === "string" && /^[a-z][\w.-]{1,100}$/i.test(value) ? value : null;
}

/** What was not done: whoever reads it has to do something. */
const NOT_DONE: ReadonlySet<string> = new Set(["access.second-step.late", "access.second-step.tried-out"]);

export const toneOf = (key: string): "done" | "warning" => (NOT_DONE.has(key) ? "warning" : "done");
