// What is written on a score card: the provider's answer, and what the network desk did about it.
import { z } from "zod";

export const AnswerCard = z.object({ answer: z.string().trim().min(1, "insight.card.answer-missing").max(4000) });
export const ReviewCard = z.object({ review: z.string().trim().min(1, "insight.card.review-missing").max(4000) });
