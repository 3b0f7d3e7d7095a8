// What may be written of where a service comes to its clients: postal codes and towns, a distance around a place, a drawn shape. Checks shapes; knows no row.
import { z } from "zod";
import { choiceAnswer, idAnswer, words } from "../values/answers";
import type { Id, LocationId } from "../values/ids";
import { kilometresToMetres, milesToMetres } from "../values/place";
import { readShape } from "./area-shape";
import { GivenForm } from "./forms";

export const AREA_UNITS = ["mile", "kilometre"] as const;
const FURTHEST = 500;
const MOST_TEXT = 20_000;
const MOST_SHAPE = 200_000;

const name = z
  .string()
  .trim()
  .max(120, "ui.error.too-long")
  .optional()
  .transform((text) => text ?? "");
const list = z
  .string()
  .trim()
  .max(MOST_TEXT, "ui.error.too-long")
  .optional()
  .transform((text) => text ?? "");

const CodesForm = z
  .object({
    intent: z.literal("area-codes"),
    /** The list that this one takes the place of. */
    id: idAnswer<Id<"area">>().optional(),
    name,
    codes: list,
    towns: list,
  })
  .refine(({ codes, towns }) => codes !== "" || towns !== "", { path: ["codes"], message: "ui.error.required" });
export type AreaCodes = Omit<z.infer<typeof CodesForm>, "intent">;

const AroundForm = z
  .object({
    intent: z.literal("area-around"),
    name,
    locationId: idAnswer<LocationId>(),
    distance: z.coerce.number("ui.error.not-a-number").positive("ui.error.too-low").max(FURTHEST, "ui.error.too-high"),
    unit: choiceAnswer(AREA_UNITS),
  })
  .transform((form) => ({
    ...form,
    metres: form.unit === "mile" ? milesToMetres(form.distance) : kilometresToMetres(form.distance),
  }));
export type AreaAround = Omit<z.infer<typeof AroundForm>, "intent">;

const ShapeForm = z.object({
  intent: z.literal("area-shape"),
  name: words(120),
  shape: z
    .string("ui.error.required")
    .trim()
    .max(MOST_SHAPE, "ui.error.too-long")
    .transform((text, context) => {
      const read = readShape(text);
      if ("shape" in read) return read.shape;
      context.addIssue({ code: "custom", message: `organization.area.fault.${read.fault}` });
      return z.NEVER;
    }),
});
export type AreaDrawn = Omit<z.infer<typeof ShapeForm>, "intent">;

const RemoveForm = z.object({ intent: z.literal("remove-area"), id: idAnswer<Id<"area">>() });

/** What can be sent from the page of where a service comes. */
export const AreaPageForm = z.discriminatedUnion(
  "intent",
  [CodesForm, AroundForm, ShapeForm, RemoveForm],
  "ui.error.invalid",
);

/** The same at the network desk, where how the service is given stands on the same page. */
export const GivenPageForm = z.discriminatedUnion("intent", [...AreaPageForm.options, GivenForm], "ui.error.invalid");
