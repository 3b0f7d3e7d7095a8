// Signs out: the session ends here and in the table, and the browser forgets the pages it kept and a roster taken along.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { redirectTo } from "#app/access/answers.server";
import { publicAction, publicLoader } from "#app/access/gate.server";
import { endSession } from "#app/access/session.server";

export const loader = publicLoader({}, async () => {
  // Opened as an address, such as by going back: nothing to do.
  throw redirect("/");
});

export const action = publicAction({ form: z.object({}) }, async ({ request }) =>
  redirectTo("/sign-in", "access.sign-in.signed-out", [
    ["Set-Cookie", await endSession(request)],
    ["Clear-Site-Data", '"cache", "storage"'],
  ]),
);
