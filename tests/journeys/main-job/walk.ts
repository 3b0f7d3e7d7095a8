// The main job in the order it happens: which person does which step. One page of each person stays open all the way.
import type { Person } from "#tests/stage/journey";
import { close, complete, seeDelivery, seeTimeline, takeAttendance } from "./deliver";
import { approve, bill, prepareBatch, release, review, seeRemittance } from "./pay";
import { answer, approvePlan, authorize, proposePlan } from "./plan";
import { refer, searchFromCase, takeIn } from "./refer";
import type { Story } from "./story";

type Come = (story: Story, name: string) => Promise<Person>;
type Act = (person: Person, story: Story) => Promise<void>;

/** Who does what, in this order. */
export const walk: Readonly<Record<string, readonly [name: string, act: Act]>> = {
  "takes a client in": ["Ines Moreau", takeIn],
  "searches from the case": ["Ines Moreau", searchFromCase],
  refers: ["Ines Moreau", refer],
  answers: ["Mara Quinn", answer],
  authorizes: ["Ines Moreau", authorize],
  plans: ["Mara Quinn", proposePlan],
  "approves the plan": ["Ines Moreau", approvePlan],
  "takes attendance": ["Pavel Novak", takeAttendance],
  "sees what was delivered": ["Ines Moreau", seeDelivery],
  bills: ["Bea Lopez", bill],
  reviews: ["Finn Delgado", review],
  "approves the invoice": ["Felix Adeyemi", approve],
  "prepares a batch": ["Finn Delgado", prepareBatch],
  releases: ["Freya Lind", release],
  "sees the remittance": ["Bea Lopez", seeRemittance],
  completes: ["Mara Quinn", complete],
  closes: ["Ines Moreau", close],
  "sees all of it": ["Ines Moreau", seeTimeline],
};

export async function walkAll(story: Story, come: Come): Promise<void> {
  const people = new Map<string, Person>();
  for (const [name, act] of Object.values(walk)) {
    const person = people.get(name) ?? (await come(story, name));
    people.set(name, person);
    await act(person, story);
  }
  for (const person of people.values()) await person.leave();
}
