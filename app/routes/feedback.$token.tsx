// A client's own page behind a link that works once: how it went, large and plain, in their language. Names nobody and no place; looking changes nothing.
import { useActionData, useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { clientLanguage } from "#app/i18n/languages";
import { sayToClient } from "#app/i18n/say-to-client";
import { FeedbackForm } from "#app/models/feedback/forms";
import { giveFeedback, readFeedbackPage } from "#app/models/feedback/give.server";
import { clientPage } from "#app/ui/client-page";
import { FeedbackQuestions } from "#app/ui/feedback-questions";
import type { PageHandle } from "#app/ui/page-handle";

export const handle: PageHandle = { title: "feedback.page-title", client: clientPage("sharing.feedback.title") };

// Used up, it says thank you: also to whoever turns back to it.
export const loader = bearerLoader("feedback", { admits: ["used", "late"] }, async ({ db }) => {
  const page = await readFeedbackPage(db);
  return { ...page, language: clientLanguage(page.language) };
});

export const action = bearerAction("feedback", { form: FeedbackForm }, async ({ db, form, token }) =>
  (await giveFeedback(db, form)) ? redirectTo(`/feedback/${token}`) : { nothing: true },
);

export default function FeedbackPage() {
  const { standing, agencyName, language } = useLoaderData<typeof loader>();
  const answered = useActionData<{ answer?: { nothing?: boolean } } | undefined>();
  const say = sayToClient(language);
  if (standing !== "open")
    return (
      <div lang={language} className="large-print" role="status">
        {standing === "used" ? <h1>{say("sharing.feedback.thanks")}</h1> : <h1>{say("sharing.feedback.title")}</h1>}
        <p>{say(standing === "used" ? "sharing.feedback.done" : "sharing.feedback.late")}</p>
      </div>
    );
  return (
    <div lang={language} className="large-print">
      <h1>{say("sharing.feedback.title")}</h1>
      <p>{say("sharing.feedback.lead", { agency: agencyName })}</p>
      <FeedbackQuestions say={say} nothing={answered?.answer?.nothing === true} />
    </div>
  );
}
