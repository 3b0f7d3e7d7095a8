// Counts what a piece of work costs a person: pages read, buttons pressed, boxes filled. Judges nothing; hurries nobody.
import type { Person } from "./journey";

export interface Toil {
  readonly pages: number;
  readonly presses: number;
  readonly fields: number;
}

/** The same person, watched; both count from here on. */
export function watched(person: Person): { person: Person; toil: () => Toil } {
  let [pages, presses, fields] = [0, 0, 0];
  person.page.on("load", () => {
    pages += 1;
  });
  const press =
    <Words extends unknown[]>(act: (...words: Words) => Promise<void>) =>
    (...words: Words) => {
      presses += 1;
      return act(...words);
    };
  const enter =
    <Words extends unknown[]>(act: (...words: Words) => Promise<void>) =>
    (...words: Words) => {
      fields += 1;
      return act(...words);
    };
  return {
    person: {
      ...person,
      ...{ press: press(person.press), follow: press(person.follow), goTo: press(person.goTo) },
      ...{ pressOn: press(person.pressOn), open: press(person.open) },
      ...{
        fill: enter(person.fill),
        choose: enter(person.choose),
        pick: enter(person.pick),
        unpick: enter(person.unpick),
      },
    },
    toil: () => ({ pages, presses, fields }),
  };
}

const SECONDS = { page: 15, press: 3, field: 8 };

/** What it takes somebody who reads each page and is in no hurry: generous beside the keystroke-level figures of Card, Moran and Newell. */
export const minutesOf = (...all: readonly Toil[]): number =>
  all.reduce(
    (sum, { pages, presses, fields }) => sum + pages * SECONDS.page + presses * SECONDS.press + fields * SECONDS.field,
    0,
  ) / 60;
