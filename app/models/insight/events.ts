// What can happen to a score card. Facts are ids, quarters and codes; never a figure, never a word of an answer.
import { z } from "zod";
import { defineEvents } from "../event/define";

const of = { cardId: z.string(), quarter: z.string() };

export const cardEvents = defineEvents("card", {
  published: z.object(of),
  answered: z.object(of),
  reviewed: z.object(of),
});
