// What is sent to keep facts current: confirmations, an address, the end of a service, decisions on changes, an agency's rules. Knows no row.
import { z } from "zod";
import { countAnswer, idAnswer, words, wordsOrNull } from "../values/answers";
import type { Id, LocationId, ServiceAtLocationId } from "../values/ids";
import { FACT_GROUPS, type FactGroup, LONGEST_HALF_LIFE } from "./fact-groups";
import { CapacityForm, FactsForm } from "./forms";

const MOST_FACTS = 600;
const MOST_AT_ONCE = 50;

export const AddressForm = z.object({
  intent: z.literal("address"),
  locationId: idAnswer<LocationId>(),
  name: words(200),
  addressLine: wordsOrNull(200),
  addressLine2: wordsOrNull(200),
  city: wordsOrNull(100),
  region: wordsOrNull(40),
  postalCode: wordsOrNull(12),
});
export type Address = Omit<z.infer<typeof AddressForm>, "intent" | "locationId">;

/** A fact is named as factKey makes it. */
const fact = z.string().regex(/^[a-z]+:[0-9a-f-]{36}$/, "ui.error.not-a-choice");
export const StillRightForm = z.object({
  intent: z.literal("still-right"),
  facts: z.array(fact).min(1, "ui.error.required").max(MOST_FACTS),
});

export const ClosedForm = z.object({ intent: z.literal("closed") });
export const NotOfferedForm = z.object({
  intent: z.literal("not-offered"),
  serviceAtLocationId: idAnswer<ServiceAtLocationId>(),
});

/** One press: full, or open again. */
export const FullOrOpenForm = z.object({
  intent: z.enum(["full", "open"], "ui.error.not-a-choice"),
  serviceAtLocationId: idAnswer<ServiceAtLocationId>(),
});

/** What can be sent from a provider's page of its facts. */
export const CurrentPageForm = z.discriminatedUnion(
  "intent",
  [StillRightForm, FactsForm, AddressForm, ClosedForm, NotOfferedForm, CapacityForm],
  "ui.error.invalid",
);

const changes = z.array(idAnswer<Id<"change">>()).min(1, "keeping.changes.none-ticked").max(MOST_AT_ONCE);
export type ChangeId = Id<"change">;

/** Many are accepted at once; one is declined with words; one whose facts changed meanwhile is accepted knowingly. */
export const DecideForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("accept"), changes }),
    z.object({ intent: z.literal("accept-anyway"), changeId: idAnswer<ChangeId>() }),
    z.object({ intent: z.literal("decline"), changeId: idAnswer<ChangeId>(), words: words(1000) }),
  ],
  "ui.error.invalid",
);
export type Decision = z.infer<typeof DecideForm>;

/** What a directory file says otherwise: its word is taken, ours kept, or ours put back after all. */
export const DecideDifferencesForm = z.object({
  intent: z.enum(["take", "keep", "restore"], "ui.error.not-a-choice"),
  differences: z.array(idAnswer<Id<"difference">>()).min(1, "difference.none-ticked").max(MOST_AT_ONCE),
});
export type DecideDifferences = z.infer<typeof DecideDifferencesForm>;

const daysName = (group: FactGroup) => `days-${group}` as const;
const waitsName = (group: FactGroup) => `waits-${group}` as const;
const days = countAnswer(1, LONGEST_HALF_LIFE);
const box = z.literal("on").optional();

/** After how many days each group of facts counts as unconfirmed, and which changes wait for a look. */
export const FactRulesForm = z
  .object({
    ...(Object.fromEntries(FACT_GROUPS.map((group) => [daysName(group), days])) as Record<
      `days-${FactGroup}`,
      typeof days
    >),
    ...(Object.fromEntries(FACT_GROUPS.map((group) => [waitsName(group), box])) as Record<
      `waits-${FactGroup}`,
      typeof box
    >),
  })
  .transform((form) => ({
    rules: FACT_GROUPS.map((group) => ({
      factGroup: group,
      halfLifeDays: form[daysName(group)],
      waits: form[waitsName(group)] === "on",
    })),
  }));
export type FactRules = z.infer<typeof FactRulesForm>;
