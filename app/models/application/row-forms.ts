// The steps of an application that are rows: practitioners, credentials, rates. Checks shapes, each fault at its box; rows left empty say nothing.
import { z } from "zod";
import { UNIT_TYPES } from "../organization/unit-types";
import { CREDENTIAL_KINDS } from "../practitioner/credential-forms";
import { countAnswer, languagesAnswer, words, wordsOrNull } from "../values/answers";
import { addDays, parseCalendarDay } from "../values/calendar-day";
import { parseMoney } from "../values/money";
import type { CredentialAnswer } from "./answers";
import { MOST_RATES, MOST_ROWS } from "./codes";
import { key, NoneForm, RemoveForm, version } from "./forms";

const year = countAnswer(1930, 2100)
  .optional()
  .transform((typed) => typed ?? null);

const cell = z.string().trim().max(200, "ui.error.too-long").optional();
const CredentialRow = z.object({ what: cell, number: cell, issuer: cell, issuedOn: cell, lastDay: cell });

/** "type:" with the code of a credential this agency knows, or "kind:" where it is none of those; the code is looked up when saved. */
function whatIn(text: string | undefined): Pick<CredentialAnswer, "kind" | "typeCode"> | null {
  const [by, value = ""] = (text ?? "").split(":");
  const kind = CREDENTIAL_KINDS.find((known) => known === value);
  if (by === "kind" && kind) return { kind, typeCode: null };
  return by === "type" && /^[a-z][a-z0-9-]{1,59}$/.test(value) ? { kind: "", typeCode: value } : null;
}

/** Rows left empty say nothing; one that is begun must say what it is, who gave it, and until when it holds. */
const credentialRows = z
  .array(CredentialRow)
  .max(MOST_ROWS)
  .optional()
  .transform((rows, context): CredentialAnswer[] =>
    (rows ?? []).flatMap((row, position): CredentialAnswer[] => {
      if (!row.number && !row.issuer && !row.issuedOn && !row.lastDay) return [];
      const fault = (field: string, message: string) =>
        context.addIssue({ code: "custom", path: [position, field], message });
      const what = whatIn(row.what);
      const issuedOn = row.issuedOn ? parseCalendarDay(row.issuedOn) : null;
      const lastDay = row.lastDay ? parseCalendarDay(row.lastDay) : null;
      if (!what) fault("what", "ui.error.not-a-choice");
      if (!row.issuer) fault("issuer", "ui.error.required");
      if (row.issuedOn && !issuedOn) fault("issuedOn", "ui.error.not-a-day");
      if (!lastDay) fault("lastDay", row.lastDay ? "ui.error.not-a-day" : "ui.error.required");
      if (issuedOn && lastDay && lastDay < issuedOn) fault("lastDay", "organization.error.ends-before-start");
      if (!what || !row.issuer || !lastDay) return [];
      return [{ ...what, number: row.number || null, issuer: row.issuer, issuedOn, expiresOn: addDays(lastDay, 1) }];
    }),
  );

const EducationRow = z.object({ school: wordsOrNull(200), degree: wordsOrNull(200), year });
const EmploymentRow = z.object({
  employer: wordsOrNull(200),
  title: wordsOrNull(200),
  fromYear: year,
  untilYear: year,
});

export const PractitionerForm = z.object({
  intent: z.literal("practitioner"),
  version,
  key,
  name: words(120),
  title: wordsOrNull(120),
  languages: languagesAnswer(),
  education: z
    .array(EducationRow)
    .max(MOST_ROWS)
    .optional()
    .transform((rows, context) =>
      (rows ?? []).flatMap(({ school, ...row }, position) => {
        if (school && row.year === null)
          context.addIssue({ code: "custom", path: [position, "year"], message: "ui.error.required" });
        if (school) return [{ school, ...row }];
        if (row.degree || row.year !== null)
          context.addIssue({ code: "custom", path: [position, "school"], message: "ui.error.required" });
        return [];
      }),
    ),
  employment: z
    .array(EmploymentRow)
    .max(MOST_ROWS)
    .optional()
    .transform((rows, context) =>
      (rows ?? []).flatMap(({ employer, ...row }, position) => {
        const fault = (field: string, message: string) =>
          context.addIssue({ code: "custom", path: [position, field], message });
        const { fromYear, untilYear } = row;
        if (fromYear !== null && untilYear !== null && untilYear < fromYear)
          fault("untilYear", "organization.error.ends-before-start");
        if (employer && fromYear === null) fault("fromYear", "ui.error.required");
        if (employer) return [{ employer, ...row }];
        if (row.title || fromYear !== null || untilYear !== null) fault("employer", "ui.error.required");
        return [];
      }),
    ),
  credentials: credentialRows,
});
export const PractitionerPageForm = z.discriminatedUnion("intent", [PractitionerForm, RemoveForm], "ui.error.invalid");

export const CredentialsForm = z.object({ intent: z.literal("credentials"), version, credentials: credentialRows });
export const CredentialsPageForm = z.discriminatedUnion("intent", [CredentialsForm, NoneForm], "ui.error.invalid");

const RateRow = z.object({ serviceKey: cell, unitType: cell, rate: cell });

export const RatesForm = z.object({
  intent: z.literal("rates"),
  version,
  rates: z
    .array(RateRow)
    .max(MOST_RATES)
    .optional()
    .transform((rows, context) => {
      const seen = new Set<string>();
      return (rows ?? []).flatMap((row, position) => {
        if (!row.rate && !row.serviceKey) return [];
        const fault = (field: string, message: string) =>
          context.addIssue({ code: "custom", path: [position, field], message });
        const cents = row.rate ? parseMoney(row.rate) : null;
        const unitType = UNIT_TYPES.find((known) => known === row.unitType);
        if (!row.serviceKey) fault("serviceKey", "ui.error.required");
        if (!unitType) fault("unitType", "ui.error.not-a-choice");
        if (cents === null || cents <= 0n) fault("rate", row.rate ? "ui.error.not-money" : "ui.error.required");
        if (!row.serviceKey || !unitType || cents === null || cents <= 0n) return [];
        const both = `${row.serviceKey} ${unitType}`;
        if (seen.has(both)) fault("rate", "application.error.two-rates");
        seen.add(both);
        return [{ serviceKey: row.serviceKey, unitType, rateCents: String(cents) }];
      });
    }),
});
export const RatesPageForm = z.discriminatedUnion("intent", [RatesForm, NoneForm], "ui.error.invalid");
