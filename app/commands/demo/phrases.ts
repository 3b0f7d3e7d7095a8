// What people of the demo write down. Made up, plain, and kind.

const summaries = [
  "Lost a partner in spring and sleeps badly. Wants somebody to talk to.",
  "Came out of hospital, lives alone on the third floor.",
  "Behind with the rent since the hours were cut.",
  "Two children, looking for work after a long break.",
  "Cannot cook at the moment because of a broken wrist.",
  "Asked for help with letters from the benefits office.",
  "Wants to learn better English for the new job.",
  "Cares for a mother with memory loss and needs a break.",
] as const;

const notes = [
  "Talked for half an hour. Prefers mornings. Agreed on one step at a time.",
  "Brought the papers we asked for. Copies are in the file.",
  "Called; sister answered and will pass it on.",
  "Visited at home. The stairs are the main trouble.",
] as const;

const progress = [
  "Came on time and talked openly. We agreed on a small task until next week.",
  "A hard week, but the plan holds. Sleep is a little better.",
  "Practiced together what to say on the telephone.",
  "Good progress. We will look at the goals again at the next meeting.",
] as const;

const at = (texts: readonly string[], number: number): string => texts[number % texts.length] ?? "";

/** The client who works nights and speaks Spanish, by the number of the story. */
export const NIGHT_WORKER = 8;
const NIGHTS = "Works nights, so afternoons or early evenings suit. In Spanish, please.";

export const needWords = (number: number, specialty: string): string => (number === NIGHT_WORKER ? NIGHTS : specialty);
export const summaryWords = (number: number): string => at(summaries, number);
export const noteWords = (number: number): string => at(notes, number);
export const progressWords = (number: number): string => at(progress, number);
