// What the agency says to a provider in a referral. The words may tell who the client is: a provider reads them while the client's facts are disclosed.

import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import {
  agencyIn,
  both,
  CASE_STAFF,
  either,
  isDisclosed,
  mayAdd,
  mayChange,
  mayRead,
  referralIsMine,
  staffOnOpenReferral,
} from "./policy";
import { referrals } from "./referral";

const ofDraft = (referralId: unknown) =>
  sql`exists (select 1 from referral begun where begun.id = ${referralId} and begun.state = 'draft')`;

export const referralMessages = pgTable(
  "referral_message",
  {
    referralId: uuid("referral_id").primaryKey(),
    agencyId: uuid("agency_id").notNull(),
    words: text("words").notNull(),
  },
  (t) => [
    foreignKey({
      columns: [t.referralId, t.agencyId],
      foreignColumns: [referrals.id, referrals.agencyId],
      name: "referral_message_referral",
    }),
    index("referral_message_agency").on(t.agencyId),
    mayRead(
      "case staff read what a referral says, a provider while the client's facts are disclosed to it",
      either(staffOnOpenReferral(t.agencyId, t.referralId), isDisclosed(t.referralId)),
    ),
    mayAdd(
      "whoever carries the referral writes it while it is a draft",
      both(agencyIn(t.agencyId, ...CASE_STAFF), referralIsMine(t.referralId), ofDraft(t.referralId)),
    ),
    mayChange(
      "whoever carries the referral changes it while it is a draft",
      both(agencyIn(t.agencyId, ...CASE_STAFF), referralIsMine(t.referralId), ofDraft(t.referralId)),
    ),
  ],
);
