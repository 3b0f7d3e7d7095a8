// What may be written about a provider: facts, places, services, capacity, exceptions, phones. Checks shapes; knows no row.
import { z } from "zod";
import { COSTS, GROUPS_SERVED, MODES } from "#app/search/wish";
import {
  choiceAnswer,
  countAnswer,
  dayAnswer,
  idAnswer,
  languagesAnswer,
  severalAnswer,
  words,
  wordsOrNull,
} from "../values/answers";
import { addDays } from "../values/calendar-day";
import type { Id, LocationId, ServiceAtLocationId, ServiceId, SpecialtyId } from "../values/ids";
import { priceAnswer } from "./agreement-forms";
import { ACCESSIBILITY, CAPACITY_UNITS, PHONE_KINDS, SERVICE_STATUSES, TAKES_REFERRALS } from "./codes";
import { ExceptionForm } from "./exception-form";
import { HolidaysForm, RuledHoursForm } from "./rule-form";
import { UNIT_TYPES } from "./unit-types";
import { HOURS_OF, WeekForm } from "./week-form";

const MOST_PLACES_OPEN = 10_000;

const email = z
  .string()
  .trim()
  .max(320, "ui.error.too-long")
  .pipe(z.email("ui.error.not-an-e-mail"))
  .optional()
  .transform((text) => text ?? null);
const website = z
  .string()
  .trim()
  .max(500, "ui.error.too-long")
  .pipe(z.url({ protocol: /^https?$/, error: "organization.error.not-a-website" }))
  .optional()
  .transform((text) => text ?? null);

const facts = {
  name: words(200),
  alternateName: wordsOrNull(200),
  description: wordsOrNull(5000).transform((text) => text ?? ""),
  email,
  website,
};

/** A new provider, and the first days of the agreement that makes it part of the network. */
export const AddOrganizationForm = z
  .object({ ...facts, startsOn: dayAnswer(), lastDay: dayAnswer(), evenIfLike: z.literal("on").optional() })
  .refine(({ startsOn, lastDay }) => lastDay >= startsOn, {
    path: ["lastDay"],
    message: "organization.error.ends-before-start",
  })
  .transform(({ lastDay, ...rest }) => ({ ...rest, endsOn: addDays(lastDay, 1) }));
export type NewOrganization = z.infer<typeof AddOrganizationForm>;

export const FactsForm = z.object({ intent: z.literal("facts"), ...facts });
export type OrganizationFacts = Omit<z.infer<typeof FactsForm>, "intent">;

const place = {
  name: words(200),
  addressLine: wordsOrNull(200),
  addressLine2: wordsOrNull(200),
  city: wordsOrNull(100),
  region: wordsOrNull(40),
  postalCode: wordsOrNull(12),
};
const reach = {
  transportation: wordsOrNull(1000),
  languages: languagesAnswer(),
  accessibility: severalAnswer(ACCESSIBILITY),
};

export const PlaceForm = z.object({ intent: z.literal("place"), ...place, ...reach });
export type PlaceFacts = Omit<z.infer<typeof PlaceForm>, "intent">;

/** What a visitor must know of a place: how to reach it, which languages are spoken there. */
export const ReachForm = z.object({ intent: z.literal("reach"), ...reach });
export type Reach = Omit<z.infer<typeof ReachForm>, "intent">;

const agesInOrder = ({ minimumAge, maximumAge }: { minimumAge: number | null; maximumAge: number | null }) =>
  minimumAge === null || maximumAge === null || minimumAge <= maximumAge;

const age = countAnswer(0, 120)
  .optional()
  .transform((years) => years ?? null);
/** As an import writes them: codes for the search, and the provider's own words beside them. */
export const given = {
  modes: severalAnswer(MODES),
  serves: severalAnswer(GROUPS_SERVED),
  languages: languagesAnswer(),
  eligibility: wordsOrNull(2000),
  minimumAge: age,
  maximumAge: age,
  cost: z
    .enum(COSTS, "ui.error.not-a-choice")
    .optional()
    .transform((cost) => cost ?? null),
  fees: wordsOrNull(1000),
};
const service = {
  name: words(200),
  description: wordsOrNull(5000).transform((text) => text ?? ""),
  ...given,
  applicationProcess: wordsOrNull(2000),
};

export const ServiceForm = z
  .object({
    intent: z.literal("service"),
    ...service,
    specialtyId: idAnswer<SpecialtyId>(),
    locationId: idAnswer<LocationId>(),
  })
  .refine(agesInOrder, { path: ["maximumAge"], message: "organization.error.ages-turned-round" });
export type NewService = Omit<z.infer<typeof ServiceForm>, "intent">;

export const ServiceStatusForm = z.object({
  intent: z.literal("service-status"),
  serviceId: idAnswer<ServiceId>(),
  status: choiceAnswer(SERVICE_STATUSES),
});

export const PlaceServiceForm = z.object({
  intent: z.literal("place-service"),
  serviceId: idAnswer<ServiceId>(),
  locationId: idAnswer<LocationId>(),
});

/** Whether referrals are taken. Open places say nothing where none are taken. */
export const CapacityForm = z
  .object({
    intent: z.literal("capacity"),
    serviceAtLocationId: idAnswer<ServiceAtLocationId>(),
    takesReferrals: choiceAnswer(TAKES_REFERRALS),
    openPlaces: countAnswer(0, MOST_PLACES_OPEN)
      .optional()
      .transform((count) => count ?? null),
    /** Left out: as it was. */
    capacityUnit: choiceAnswer(CAPACITY_UNITS).optional(),
  })
  .transform((form) => ({ ...form, openPlaces: form.takesReferrals === "yes" ? form.openPlaces : null }));
export type Capacity = Omit<z.infer<typeof CapacityForm>, "intent">;

/** How a service is given, whom it is meant for and what it costs, at all its places; what is left out nobody has said. */
export const GivenForm = z
  .object({ intent: z.literal("given"), ...given })
  .refine(agesInOrder, { path: ["maximumAge"], message: "organization.error.ages-turned-round" });
export type Given = Omit<z.infer<typeof GivenForm>, "intent">;

/** What a unit costs in public, where no agreement says otherwise; left empty, nobody has said. It is the provider's own word and waits for no look. */
export const PublicPriceForm = z
  .object({
    intent: z.literal("price"),
    priceCents: priceAnswer().optional(),
    priceUnitType: choiceAnswer(UNIT_TYPES).optional(),
  })
  .refine(({ priceCents, priceUnitType }) => (priceCents === undefined) === (priceUnitType === undefined), {
    path: ["priceUnitType"],
    message: "organization.error.price-and-unit",
  });
export type PublicPrice = Omit<z.infer<typeof PublicPriceForm>, "intent">;

export const PhoneForm = z.object({
  intent: z.literal("phone"),
  number: words(40).refine(
    (text) => /^[\d\s()+.\-x]+$/i.test(text) && text.replace(/\D/g, "").length >= 7,
    "ui.error.not-a-phone",
  ),
  extension: wordsOrNull(10),
  kind: choiceAnswer(PHONE_KINDS),
  note: wordsOrNull(200),
  phoneOf: choiceAnswer(HOURS_OF),
});
export type NewPhone = Omit<z.infer<typeof PhoneForm>, "intent">;

const removal = <const Intent extends string>(intent: Intent) =>
  z.object({ intent: z.literal(intent), id: idAnswer<Id<"removed">>() });

/** What can be sent about the hours of one service at one place, by its provider or by a manager of its network. */
export const HoursPageForm = z.discriminatedUnion(
  "intent",
  [WeekForm, RuledHoursForm, HolidaysForm, ExceptionForm, removal("remove-ruled-hours"), removal("remove-exception")],
  "ui.error.invalid",
);

/** What can be sent from the page of one service at one place. */
export const PlacePageForm = z.discriminatedUnion(
  "intent",
  [...HoursPageForm.options, ReachForm, GivenForm, PhoneForm, CapacityForm, removal("remove-phone")],
  "ui.error.invalid",
);

/** The first administrator of a provider, who then invites the others. */
export const InviteForm = z.object({
  intent: z.literal("invite"),
  name: words(120),
  email: z.string("ui.error.required").trim().max(320, "ui.error.too-long").pipe(z.email("ui.error.not-an-e-mail")),
});

/** The letter was lost or its link is too old: a new one. */
export const InviteAgainForm = z.object({ intent: z.literal("invite-again"), invitationId: z.uuid() });

/** What can be sent from a provider's page at the network desk. */
export const OrganizationPageForm = z.discriminatedUnion(
  "intent",
  [FactsForm, PlaceForm, ServiceForm, PlaceServiceForm, ServiceStatusForm, CapacityForm, InviteForm, InviteAgainForm],
  "ui.error.invalid",
);
