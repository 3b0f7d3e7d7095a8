// How long the session lasts: looking tells the seconds and extends nothing, a POST extends. Tells it to whoever is signed in, about themselves.
import { z } from "zod";
import { publicAction, publicLoader } from "#app/access/gate.server";
import { readSecondsLeft } from "#app/access/sign-in-sessions.server";

// A script asks this address by itself: a response of its own, not a page's data.
export const loader = publicLoader({}, async ({ request }) =>
  Response.json({ secondsLeft: await readSecondsLeft(request) }),
);

/** The gate has extended the session already by knowing who asks. */
export const action = publicAction({ form: z.object({}) }, async ({ request }) => ({
  secondsLeft: await readSecondsLeft(request),
}));
