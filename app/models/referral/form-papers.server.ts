// Makes the forms that the services asked for into papers as a referral is sent, each for its own provider. What is not shared is left blank, and says so.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { formatDay } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import type { Say } from "#app/i18n/say";
import { sayIn } from "#app/i18n/say-in";
import { agencies, disclosedDocuments } from "#drizzle/schema";
import { keepPaper } from "../consent/document-store.server";
import { fileDocument } from "../consent/documents.server";
import { answerWords } from "../form/answer-words";
import type { Question } from "../form/content";
import { textsOf } from "../form/evaluate";
import { type Paper, setPaper } from "../form/paper.server";
import { asId, type ClientId } from "../values/ids";
import { type AskedForm, readAskedForms } from "./asked-forms.server";
import type { LockedReferral } from "./lock.server";
import type { SendingFacts } from "./sending-facts.server";

/** Nothing is made where the client's papers are not shared. @throws Refusal 409 when the client's file is full */
export async function sendForms(db: Db, actor: Actor, referral: LockedReferral, facts: SendingFacts): Promise<void> {
  if (!facts.fields.includes("documents")) return;
  for (const form of await readAskedForms(db, referral)) await sendForm(db, actor, referral, form, facts);
}

/** One form to the provider it is for. @throws Refusal 409 when the client's file is full */
export async function sendForm(
  db: Db,
  actor: Actor,
  referral: LockedReferral,
  form: AskedForm,
  facts: Pick<SendingFacts, "now" | "today">,
): Promise<void> {
  const { agencyId, clientId, id: referralId, number } = referral;
  const [agency] = await db.select({ name: agencies.name }).from(agencies).where(eq(agencies.id, agencyId));
  const bytes = await setPaper(
    paperOf(form, { number, agencyName: agency?.name ?? "", facts, language: actor.language }),
  );
  const kept = await keepPaper(bytes, `${form.name} ${number}.pdf`);
  const documentId = await fileDocument(db, actor, asId<ClientId>(clientId), kept);
  const { organizationId, id: formId } = form;
  await db.insert(disclosedDocuments).values({ agencyId, referralId, documentId, organizationId, formId });
}

interface About {
  readonly number: string;
  readonly agencyName: string;
  readonly facts: Pick<SendingFacts, "now" | "today">;
  readonly language: string;
}

function paperOf(form: AskedForm, { number, agencyName, facts, language }: About): Paper {
  const say = sayIn(language);
  const known = knownLanguage(language);
  const { evaluation } = form.filled;
  return {
    title: form.name,
    language: known,
    madeAt: facts.now,
    by: agencyName,
    about: [
      { name: say("referral.form.for"), value: `${form.organizationName}, ${form.serviceName}` },
      { name: say("referral.form.from"), value: agencyName },
      { name: say("referral.form.number"), value: number },
      { name: say("referral.form.day"), value: formatDay(facts.today, known) },
    ],
    sections: form.content.sections
      .filter(({ key }) => evaluation.shown.has(key))
      .map(({ title, questions }) => ({
        title,
        lines: questions
          .filter(({ key }) => evaluation.shown.has(key))
          .map((question) => lineOf(form, question, say, (day) => formatDay(day, known))),
      })),
    foot: (page, pages) => say("referral.form.page", { form: form.name, referral: number, page, pages }),
  };
}

function lineOf({ filled }: AskedForm, question: Question, say: Say, day: (day: string) => string) {
  const saying = { yes: say("form.fill.yes"), no: say("form.fill.no"), day };
  // What the record says stands as it is; what was typed only where it can be used.
  const from = filled.fillings[question.key] === "filled" ? filled.answers : filled.evaluation.kept;
  const said = textsOf(from, question.key).map((text) => answerWords(question, text, saying));
  if (said.length > 0) return { name: question.label, value: said.join("; "), blank: false };
  const withheld = filled.fillings[question.key] === "withheld";
  return {
    name: question.label,
    value: say(withheld ? "referral.form.withheld" : "referral.form.no-answer"),
    blank: true,
  };
}
