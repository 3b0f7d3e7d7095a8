// A form that a service of the demo asks for with each referral, and a draft in which it is begun. By the house's own deeds.
import { desc, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/transaction.server";
import { recordConsent } from "#app/models/consent/record-consent.server";
import type { FormContent } from "#app/models/form/content";
import { makeForm, writeDraft } from "#app/models/form/draft.server";
import { publishDraft } from "#app/models/form/publish.server";
import { keepFormAnswers } from "#app/models/referral/asked-forms.server";
import { chooseShared } from "#app/models/referral/draft.server";
import { addDays, type CalendarDay } from "#app/models/values/calendar-day";
import { asId, type ClientId, type ReferralId, type ServiceId } from "#app/models/values/ids";
import { cases, referrals, servicesAtLocation } from "#drizzle/schema";
import type { DemoStage } from "./stage";

const asked = { help: "", required: true, shownIf: null } as const;

const firstVisit: FormContent = {
  lastKey: 20,
  scores: [],
  sections: [
    {
      key: "s1",
      title: "Who comes to us",
      help: "",
      shownIf: null,
      questions: [
        { ...asked, key: "q2", kind: "text", label: "Name", long: false, fromRecord: "name" },
        { ...asked, key: "q3", kind: "date", label: "Day of birth", fromRecord: "birth_day" },
        { ...asked, key: "q4", kind: "text", label: "Language", long: false, fromRecord: "language" },
        { ...asked, key: "q5", kind: "text", label: "How to reach them", long: false, fromRecord: "telephone" },
        {
          ...asked,
          key: "q6",
          kind: "text",
          label: "What they need to take part",
          long: true,
          required: false,
          fromRecord: "access_needs",
        },
      ],
    },
    {
      key: "s7",
      title: "The first visit",
      help: "So that nobody waits at a closed door.",
      shownIf: null,
      questions: [
        {
          ...asked,
          key: "q8",
          kind: "one_of",
          label: "When does a first visit suit best?",
          choices: [
            { key: "c9", label: "Mornings", points: 0 },
            { key: "c10", label: "Afternoons", points: 0 },
            { key: "c11", label: "Evenings", points: 0 },
          ],
        },
        { ...asked, key: "q12", kind: "yes_no", label: "Will somebody come along?", pointsYes: 0, pointsNo: 0 },
        {
          ...asked,
          key: "q13",
          kind: "text",
          label: "Who comes along, and how do they belong together?",
          long: false,
          shownIf: { match: "all", clauses: [{ question: "q12", is: "is", value: "yes" }] },
        },
        {
          ...asked,
          key: "q14",
          kind: "text",
          label: "What should we know before they come?",
          long: true,
          required: false,
        },
      ],
    },
  ],
};

interface People {
  readonly ada: Actor;
  readonly ines: Actor;
  readonly carl: Actor;
}

/** The service of the newest draft asks; its caseworker has answered a part. */
export async function letServiceAsk(stage: DemoStage, { ada, ines, carl }: People, today: CalendarDay): Promise<void> {
  stage.at(-2, 10);
  const draft = await stage.as(ines, lastDraft);
  if (!draft) return;
  const serviceId = asId<ServiceId>(draft.serviceId);
  const formId = await stage.as(ada, async (db) => {
    const purpose = "Fill it in with the client; it takes three minutes.";
    const id = await makeForm(db, ada, { name: "Before the first visit", purpose, sensitive: false, serviceId });
    await writeDraft(db, id, () => firstVisit);
    await publishDraft(db, ada, id);
    return id;
  });
  const caseworker = draft.owner === carl.membershipId ? carl : ines;
  const draftId = asId<ReferralId>(draft.id);
  await stage.as(caseworker, async (db) => {
    await recordConsent(db, caseworker, asId<ClientId>(draft.clientId), {
      organizationId: null,
      purpose: "service_referral",
      consentFields: ["name", "language", "telephone", "access_needs", "documents"],
      givenHow: "signed",
      witness: null,
      until: addDays(today, 90),
    });
    await chooseShared(db, draftId, {
      fields: ["name", "language", "telephone", "access_needs", "documents"],
      documents: [],
    });
    await keepFormAnswers(db, draftId, formId, { drawn: "q8", q8: "c9" });
  });
}

async function lastDraft(db: Db) {
  const [draft] = await db
    .select({
      id: referrals.id,
      clientId: referrals.clientId,
      owner: cases.ownerMembershipId,
      serviceId: servicesAtLocation.serviceId,
    })
    .from(referrals)
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .innerJoin(
      servicesAtLocation,
      sql`${servicesAtLocation.id}::text = ${referrals.plan} -> 'serviceAtLocationIds' ->> 0`,
    )
    .where(eq(referrals.state, "draft"))
    .orderBy(desc(referrals.id))
    .limit(1);
  return draft;
}
