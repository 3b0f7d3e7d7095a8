// One offer behind a mailed link, without sign-in: what is asked, and one answer to it. Names nobody but the provider; looking changes nothing.
import { useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { answerByLink, readAnswerLink, readReasonsByLink } from "#app/models/referral/answer-link.server";
import { AnswerByLinkForm } from "#app/models/referral/forms";
import { AnswerPage, EndedAnswerPage } from "#app/ui/answer-parts";
import type { PageHandle } from "#app/ui/page-handle";

export const handle: PageHandle = { title: "answering.page-title" };

export const loader = bearerLoader("answer", { admits: ["used", "late"] }, async ({ db }) => {
  const seen = await readAnswerLink(db);
  if (seen.standing !== "open") return seen;
  // Who may sign in as whom is nobody's business but the deed's.
  const { membershipId: _seat, personId: _person, ...shown } = seen;
  return { ...shown, reasons: await readReasonsByLink(db) };
});

export const action = bearerAction("answer", { form: AnswerByLinkForm }, async ({ db, form, token, requestId }) => {
  await answerByLink(db, requestId, form);
  return redirectTo(`/answer/${token}`);
});

export default function AnswerByLinkPage() {
  const seen = useLoaderData<typeof loader>();
  return seen.standing === "open" ? <AnswerPage asked={seen} /> : <EndedAnswerPage ended={seen} />;
}
