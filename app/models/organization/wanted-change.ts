// A change to a provider's facts as somebody sent it: which group it touches, what stood there before, and whether that is still so. Reads no row.
import type { z } from "zod";
import { spanOfRow } from "../values/span-row";
import { isEveryWeek } from "../values/span-rule";
import type { AreaPageForm } from "./area-forms";
import type { FactGroup } from "./fact-groups";
import type { FactsForm, PlacePageForm } from "./forms";
import type { AddressForm, ClosedForm, NotOfferedForm } from "./keeping-forms";
import type { PublicFacts } from "./public-facts";

export type WantedForm =
  | z.infer<typeof PlacePageForm>
  | z.infer<typeof AreaPageForm>
  | z.infer<typeof FactsForm>
  | z.infer<typeof AddressForm>
  | z.infer<typeof ClosedForm>
  | z.infer<typeof NotOfferedForm>;
export type WantedIntent = WantedForm["intent"];

/** What a change is about; all null: the organization. */
export interface Subject {
  readonly locationId: string | null;
  readonly serviceAtLocationId: string | null;
}

const GROUPS: Readonly<Record<WantedIntent, FactGroup>> = {
  facts: "contact",
  phone: "contact",
  "remove-phone": "contact",
  closed: "contact",
  address: "address",
  week: "hours",
  "ruled-hours": "hours",
  "remove-ruled-hours": "hours",
  holidays: "hours",
  exception: "hours",
  "remove-exception": "hours",
  given: "services",
  "not-offered": "services",
  "area-codes": "services",
  "area-around": "services",
  "area-shape": "services",
  "remove-area": "services",
  reach: "access",
  capacity: "capacity",
};

export const groupOf = (intent: WantedIntent): FactGroup => GROUPS[intent];

/** One more phone, area or exception stands beside the others; any other change stands in the place of one that waits. */
const ADDED: readonly string[] = ["phone", "ruled-hours", "exception", "area-codes", "area-around", "area-shape"];
export const replacesEarlier = (intent: WantedIntent) => !ADDED.includes(intent);

/** Whoever is gone altogether, or offers a service no more, is looked at whatever the rules say: clients may be on their way. */
const ALWAYS: readonly string[] = ["closed", "not-offered"];
export const alwaysWaits = (intent: WantedIntent) => ALWAYS.includes(intent);

/** The facts that the change would write over, under the names the form has for them; empty where it writes over none. */
export function stoodBefore(facts: PublicFacts, form: WantedForm, subject: Subject): Record<string, unknown> {
  const offer = facts.offered.find(({ id }) => id === subject.serviceAtLocationId);
  const place = facts.places.find(({ id }) => id === (offer?.locationId ?? subject.locationId));
  switch (form.intent) {
    case "facts":
      return pick(facts, form);
    case "address":
    case "reach":
    case "holidays":
      return pick(place, form);
    case "given":
      return pick(
        facts.services.find(({ id }) => id === offer?.serviceId),
        form,
      );
    case "capacity":
      return { takesReferrals: offer?.takesReferrals ?? null, openPlaces: offer?.openPlaces ?? null };
    case "week": {
      const own = form.hoursOf === "service";
      const spans = (offer?.spans ?? []).filter((span) => span.own === own).map(spanOfRow);
      return {
        spans: spans
          .filter(isEveryWeek)
          .map(({ weekday, opensMinute, closesMinute }) => ({ weekday, opensMinute, closesMinute })),
        hoursText: offer?.hoursText ?? null,
      };
    }
    case "not-offered":
      return { offered: offer !== undefined };
    default:
      return {};
  }
}

function pick(from: object | undefined, form: object): Record<string, unknown> {
  const known = new Map(Object.entries(from ?? {}));
  const names = Object.keys(form).filter((name) => name !== "intent" && name !== "locationId" && known.has(name));
  return Object.fromEntries(names.map((name) => [name, known.get(name) ?? null]));
}

/** Whether two values say the same; the database does not keep the order of names. */
export const saysTheSame = (one: unknown, other: unknown): boolean => plain(one) === plain(other);

function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const parts = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, inner]) => `${name}:${plain(inner)}`);
  return `{${parts.join()}}`;
}
