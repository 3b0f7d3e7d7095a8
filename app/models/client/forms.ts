// What may be written about a client, and how long it may be. Checks shapes; knows no other client.
import { z } from "zod";
import { isTimeZone, parseCalendarDay } from "../values/calendar-day";
import { SAFE_CONTACTS } from "./safe-contacts";

const required = (most: number) =>
  z.string({ error: "ui.error.required" }).trim().min(1, "ui.error.required").max(most, "ui.error.too-long");
const optional = (most: number) => z.string().trim().max(most, "ui.error.too-long").optional();

const telephone = optional(40).refine(
  (text) => text === undefined || (/^[\d\s()+.\-x]+$/i.test(text) && digitsOf(text).length >= 7),
  "ui.error.not-a-phone",
);

export const ClientForm = z
  .object({
    givenName: required(100),
    familyName: required(100),
    preferredName: optional(100),
    pronouns: optional(60),
    birthDay: optional(10).refine(
      (text) => text === undefined || parseCalendarDay(text) !== null,
      "ui.error.not-a-day",
    ),
    language: z.string().trim().max(12, "ui.error.too-long").default("en"),
    telephone,
    email: z.email("ui.error.not-an-e-mail").max(200, "ui.error.too-long").optional(),
    safeContact: z.enum(SAFE_CONTACTS, { error: "ui.error.not-a-choice" }).default("any"),
    safeContactNote: optional(500),
    addressLine: optional(200),
    city: optional(100),
    region: optional(40),
    postalCode: optional(12),
    accessNeeds: optional(1000),
    /** Where they are, if it is not where the agency is: hours at which they may be reached are on their clock. */
    timeZone: optional(60).refine((zone) => zone === undefined || isTimeZone(zone), "ui.error.not-a-choice"),
    /** Set once the person looked at those who may be the same and said it is somebody else. */
    somebodyElse: z.literal("on").optional(),
  })
  .refine((form) => form.safeContact !== "telephone" || form.telephone !== undefined, {
    path: ["telephone"],
    error: "client.error.safe-by-telephone",
  })
  .refine((form) => form.safeContact !== "email" || form.email !== undefined, {
    path: ["email"],
    error: "client.error.safe-by-email",
  });

export type ClientFacts = z.infer<typeof ClientForm>;

/** A telephone number as it is compared: its last ten digits. */
function digitsOf(telephone: string): string {
  return telephone.replace(/\D/g, "").slice(-10);
}
