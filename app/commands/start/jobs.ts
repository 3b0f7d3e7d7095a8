// Starts the background jobs in this process. Names every file that defines one; never knows what they do.

/** Returns what stops them: a job that has begun is finished. */
export async function startJobsInside(): Promise<() => Promise<void>> {
  await Promise.all([
    import("#app/models/reactions.server"),
    import("#app/models/job/housekeeping.server"),
    import("#app/models/notification/deliver.server"),
    import("#app/models/notification/digest.server"),
    import("#app/models/case/end-emergencies.server"),
    import("#app/models/consent/expire-consents.server"),
    import("#app/models/consent/sweep-documents.server"),
    import("#app/models/consent/read-texts.server"),
    import("#app/models/consent/document-notices.server"),
    import("#app/models/plan/begin-reviews.server"),
    import("#app/models/organization/agreement-notices.server"),
    import("#app/models/organization/begin-suspensions.server"),
    import("#app/models/organization/geocode-places.server"),
    import("#app/models/organization/propose-twins.server"),
    import("#app/models/practitioner/expire-credentials.server"),
    import("#app/models/practitioner/match-exclusions.server"),
    import("#app/models/referral/strike-clocks.server"),
    import("#app/models/referral/lapsed.server"),
    import("#app/models/insight/course.server"),
    import("#app/models/payment/prove-books.server"),
    import("#app/models/authorization/run-out.server"),
    import("#app/models/schedule/moved-up.server"),
    import("#app/models/partner/tell-systems.server"),
    import("#app/models/payment/seal-anew.server"),
    import("#app/models/job/anchor-record.server"),
    import("#app/models/organization/ask-still-right.server"),
    import("#app/models/import/run-import.server"),
    import("#app/models/insight/make-cards.server"),
    import("#app/models/insight/desk-mail.server"),
  ]);
  const { startJobs, stopJobs } = await import("#app/models/job/run.server");
  await startJobs();
  return stopJobs;
}
