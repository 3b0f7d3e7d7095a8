// Who and what is in a story of the demo: how far it goes, its provider, place and staff, and when it began. Does nothing yet.
import type { Actor } from "#app/access/actor";
import type { CalendarDay } from "#app/models/values/calendar-day";
import type { DemoProvider, DemoService, DemoSpecialty } from "./directory";
import type { Cast, DemoFund, Houses } from "./houses";
import type { Chance } from "./random";

export interface Setting {
  readonly houses: Houses;
  readonly cast: Cast;
  readonly funds: Record<string, DemoFund>;
  readonly leaves: readonly DemoSpecialty[];
  readonly providers: readonly DemoProvider[];
  readonly today: CalendarDay;
  readonly chance: Chance;
}

/** How far a story goes; each includes what comes before it, unless it ends. */
export type Ending =
  | "intake"
  | "drafted"
  | "waiting"
  | "overdue"
  | "waiting_two"
  | "asked"
  | "waitlisted"
  | "declined"
  | "withdrawn"
  | "accepted"
  | "proposed"
  | "planned"
  | "returned_plan"
  | "underway"
  | "on_hold"
  | "invoice_draft"
  | "invoiced"
  | "in_review"
  | "invoice_returned"
  | "approved"
  | "approved_in_part"
  | "batched"
  | "paid"
  | "completed"
  | "failed"
  | "closed";

export interface Story {
  readonly number: number;
  readonly ending: Ending;
  readonly caseworker: Actor;
  readonly supervisor: Actor;
  readonly fundId: string;
  readonly agency: "harbor" | "bayview";
}

export interface Told extends Story {
  readonly invoiceId: string | null;
}

export interface Scene extends Story {
  readonly service: DemoService;
  readonly placeIds: readonly string[];
  readonly staff: Staff;
  readonly began: number;
}

export interface Staff {
  readonly coordinator: Actor;
  readonly practitioner: Actor;
  readonly biller: Actor;
  readonly practitionerId: string;
}

export const untold = (story: Story): Told => ({ ...story, invoiceId: null });

const AGES: Partial<Record<Ending, number>> = {
  intake: -2,
  drafted: -6,
  waiting: -5,
  overdue: -12,
  waiting_two: -4,
  asked: -6,
  waitlisted: -8,
  withdrawn: -20,
  declined: -15,
  accepted: -7,
  proposed: -9,
  planned: -10,
  returned_plan: -13,
  // So long ago that a quarter that is over and settled has something to say of its provider on every day.
  closed: -112,
};

export function sceneOf(setting: Setting, story: Story): Scene {
  const { cast, providers } = setting;
  const own = story.number % 2 === 0 || story.agency === "bayview" ? 0 : 1;
  const provider = providers[own];
  if (!provider) throw new RangeError("no provider for the story");
  const service = provider.services[story.number % provider.services.length];
  const place = service?.places[0];
  if (!service || !place) throw new RangeError("no place for the story");
  const staff: Staff =
    own === 0
      ? {
          coordinator: cast.mara,
          practitioner: cast.pavel,
          biller: cast.bea,
          practitionerId: practitionerOf(provider, story.number),
        }
      : {
          coordinator: cast.sid,
          practitioner: cast.dana,
          biller: cast.bess,
          practitionerId: practitionerOf(provider, story.number),
        };
  const second =
    story.ending === "waiting_two"
      ? providers.find((other, at) => at > 2 && other.agencies.includes(story.agency))?.services[0]?.places[0]
      : undefined;
  return {
    ...story,
    service,
    staff,
    placeIds: [place.serviceAtLocationId, ...(second ? [second.serviceAtLocationId] : [])],
    // What is billed was delivered before: its eight weeks are over when the invoice is made.
    began: AGES[story.ending] ?? (story.ending === "underway" ? -85 : -98) + (story.number % 7) * 2,
  };
}

const practitionerOf = (provider: DemoProvider, number: number): string =>
  provider.practitionerIds[number % provider.practitionerIds.length] ?? "";
