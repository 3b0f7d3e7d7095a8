// What every page's frame is told: who is here, their desks, what was just done, what waits. Reads only what the frame shows.
import { randomUUID } from "node:crypto";
import { isNull, sql } from "drizzle-orm";
import { asActor, asAuth, type Db } from "#app/database/as-actor.server";
import { DEFAULT_WORDS } from "#app/i18n/agency-words";
import { isLanguage } from "#app/i18n/languages";
import { notifications } from "#drizzle/schema";
import { type Actor, deskOf } from "./actor";
import { noticeCookie, readNotice, toneOf } from "./notice.server";
import { readSeats, type Seat, type SignIn } from "./session.server";

/** The values, and the headers that make a notice show once. */
export async function readFrame(signIn: SignIn | null, request: Request) {
  const actor = signIn?.actor ?? null;
  const [seats, unread, notice] = await Promise.all([
    signIn ? asAuth("read", (db) => readSeats(db, signIn.personId)) : [],
    actor ? asActor(actor, "read", countUnread) : 0,
    readNotice(request),
  ]);
  const headers = new Headers();
  if (notice) headers.append("Set-Cookie", await noticeCookie.serialize("", { maxAge: 0 }));
  return {
    values: {
      ...settingsOf(actor),
      ...facesOf(actor, seats),
      unread,
      notices: notice ? [{ tone: toneOf(notice), text: notice }] : [],
    },
    headers,
  };
}

function settingsOf(actor: Actor | null) {
  const language = actor?.language ?? "en";
  return {
    language: isLanguage(language) ? language : ("en" as const),
    timeZone: actor?.timeZone ?? "America/New_York",
    words: { ...DEFAULT_WORDS, ...actor?.words },
    distanceUnit: actor?.distanceUnit ?? ("mile" as const),
    currency: actor?.currency ?? "USD",
    // A form without a person behind it carries no key.
    pageKey: actor ? randomUUID() : null,
  };
}

function facesOf(actor: Actor | null, seats: readonly Seat[]) {
  return {
    actor: actor && { name: actor.name, role: actor.role, desk: deskOf(actor.role), organizationName: actor.houseName },
    memberships: seats.map((seat) => ({
      membershipId: seat.membershipId,
      organizationName: seat.houseName,
      role: seat.role,
      desk: deskOf(seat.role),
      current: seat.membershipId === actor?.membershipId,
    })),
  };
}

// Never more than a badge can say, so that the count stays quick.
export async function countUnread(db: Db): Promise<number> {
  const rows = await db
    .select({ one: sql<number>`1` })
    .from(notifications)
    .where(isNull(notifications.readAt))
    .limit(100);
  return rows.length;
}
