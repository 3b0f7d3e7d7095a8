// The forms of the demo's agency: one that was changed once, and a sensitive one. Written as their administrator writes them.
import type { Actor } from "#app/access/actor";
import type { Condition, FormContent, Question } from "#app/models/form/content";
import { beginDraft, makeForm, writeDraft } from "#app/models/form/draft.server";
import { publishDraft } from "#app/models/form/publish.server";
import type { FormId } from "#app/models/values/ids";
import type { DemoStage } from "./stage";

const asked = { help: "", required: true, shownIf: null } as const;

const firstWellBeing: FormContent = {
  lastKey: 12,
  sections: [
    {
      key: "s1",
      title: "Daily life",
      help: "Ask in your own words; write down what they say.",
      shownIf: null,
      questions: [
        {
          ...asked,
          key: "q2",
          kind: "scale",
          label: "How hard are the days at present?",
          least: 1,
          most: 5,
          leastLabel: "easy",
          mostLabel: "very hard",
        },
        {
          ...asked,
          key: "q3",
          kind: "one_of",
          label: "How often do they eat a warm meal?",
          choices: [
            { key: "c4", label: "Every day", points: 0 },
            { key: "c5", label: "Most days", points: 1 },
            { key: "c6", label: "Rarely", points: 4 },
          ],
        },
        { ...asked, key: "q7", kind: "yes_no", label: "Do they live alone?", pointsYes: 1, pointsNo: 0 },
        {
          ...asked,
          key: "q8",
          kind: "number",
          label: "On how many days last week did they see or speak with somebody?",
          least: 0,
          most: 7,
          shownIf: { match: "all", clauses: [{ question: "q7", is: "is", value: "yes" }] },
        },
      ],
    },
    {
      key: "s9",
      title: "Home",
      help: "",
      shownIf: null,
      questions: [
        {
          ...asked,
          key: "q10",
          kind: "yes_no",
          label: "Are they behind with rent or bills?",
          pointsYes: 3,
          pointsNo: 0,
        },
        { ...asked, key: "q11", kind: "text", label: "What would help most?", long: true, required: false },
      ],
    },
  ],
  scores: [
    {
      key: "n12",
      name: "Strain",
      parts: ["q2", "q3", "q7", "q10"].map((question) => ({ question, weight: 1 })),
      bands: [
        { from: 0, words: "Steady" },
        { from: 5, words: "Some strain" },
        { from: 9, words: "High strain" },
      ],
    },
  ],
};

/** What is owed, and by when, asked of those who are behind. */
function secondWellBeing(first: FormContent): FormContent {
  const shownIf: Condition = { match: "all", clauses: [{ question: "q10", is: "is", value: "yes" }] };
  const owed: Question = {
    ...asked,
    key: "q13",
    kind: "several_of",
    label: "What is owed?",
    choices: ["Rent", "Electricity", "Water", "Telephone"].map((label, at) => ({
      key: `c${14 + at}`,
      label,
      points: 1,
    })),
    shownIf,
  };
  const due: Question = {
    ...asked,
    key: "q18",
    kind: "date",
    label: "When is the next payment due?",
    required: false,
    shownIf,
  };
  return {
    ...first,
    lastKey: 18,
    sections: first.sections.map((section) => {
      if (section.key !== "s9") return section;
      const [behind, ...rest] = section.questions;
      const more = [owed, due];
      return { ...section, questions: behind ? [behind, ...more, ...rest] : rest };
    }),
    scores: first.scores.map((score) => ({ ...score, parts: [...score.parts, { question: "q13", weight: 0.5 }] })),
  };
}

const safety: FormContent = {
  lastKey: 4,
  sections: [
    {
      key: "s1",
      title: "Safety at home",
      help: "Ask when nobody else listens.",
      shownIf: null,
      questions: [
        {
          ...asked,
          key: "q2",
          kind: "yes_no",
          label: "Is there anybody at home they are afraid of?",
          pointsYes: 5,
          pointsNo: 0,
        },
        {
          ...asked,
          key: "q3",
          kind: "text",
          label: "What makes it safer?",
          long: true,
          shownIf: { match: "all", clauses: [{ question: "q2", is: "is", value: "yes" }] },
        },
      ],
    },
  ],
  scores: [
    {
      key: "n4",
      name: "Danger",
      parts: [{ question: "q2", weight: 1 }],
      bands: [
        { from: 0, words: "None told" },
        { from: 5, words: "Act now" },
      ],
    },
  ],
};

export interface DemoForms {
  readonly wellBeing: FormId;
  readonly safety: FormId;
}

/** The first versions, in use long before anybody is asked. */
export async function makeForms(stage: DemoStage, ada: Actor): Promise<DemoForms> {
  stage.at(-200, 10);
  const made = (name: string, purpose: string, sensitive: boolean, content: FormContent) =>
    stage.as(ada, async (db) => {
      const id = await makeForm(db, ada, { name, purpose, sensitive });
      await writeDraft(db, id, () => content);
      await publishDraft(db, ada, id);
      return id;
    });
  return {
    wellBeing: await made("Home and well-being", "At intake, and every three months.", false, firstWellBeing),
    safety: await made("Safety at home", "When something does not feel right.", true, safety),
  };
}

/** The second version takes its place; a third is begun and not yet in use. */
export async function changeForms(stage: DemoStage, ada: Actor, { wellBeing }: DemoForms): Promise<void> {
  stage.at(-30, 10);
  await stage.as(ada, async (db) => {
    await beginDraft(db, ada, wellBeing);
    await writeDraft(db, wellBeing, secondWellBeing);
    await publishDraft(db, ada, wellBeing);
    await beginDraft(db, ada, wellBeing);
  });
}
