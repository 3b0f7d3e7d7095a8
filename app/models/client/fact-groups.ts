// The groups of facts that not everybody may read, what each is made of, and who usually reads it. Data only; policies decide.

/** Group → what its facts are about. */
export const FACT_KINDS = {
  health: ["condition", "medication", "disability", "allergy", "care"],
  immigration: ["status", "document", "proceeding"],
  violence: ["threat", "protective_order", "safety_plan"],
  benefits: ["income", "benefit", "application", "debt"],
  justice: ["custody", "supervision", "court_date", "record"],
} as const;

export type FactGroup = keyof typeof FACT_KINDS;
export const FACT_GROUPS = Object.keys(FACT_KINDS) as readonly FactGroup[];

export const isFactGroup = (text: string): text is FactGroup => (FACT_GROUPS as readonly string[]).includes(text);

export const REACHES = ["none", "own", "agency"] as const;
/** none; own: of clients they carry; agency: of every client open to them. */
export type Reach = (typeof REACHES)[number];

export const FACT_ROLES = ["caseworker", "supervisor"] as const;
export type FactRole = (typeof FACT_ROLES)[number];

/** What holds until an agency says otherwise; `app.fact_groups` has the same. */
export function usualReach(group: FactGroup, role: FactRole): Reach {
  return role === "supervisor" || group === "benefits" ? "agency" : "own";
}
