// Why a billing schedule goes back to the provider, as codes that are the same for every agency. Words stand beside the code, never instead of it.
export const RETURN_CODES = [
  "too_many_units",
  "outside_dates",
  "wrong_practitioner",
  "wrong_price",
  "clash",
  "other",
] as const;
export type ReturnCode = (typeof RETURN_CODES)[number];
