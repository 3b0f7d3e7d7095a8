// Applying to an agency's network: the applicant's pages, mails and refusals.
export default {
  event: {
    application: {
      "tax-identifier-read": "The whole tax number of an application was read",
    },
  },
  refusal: {
    application: {
      "link-unknown":
        "This link does not lead to an application. Links from a mail are long: check that all of it arrived, or ask for a new one on the agency’s page for providers.",
      "link-late":
        "This link has run out. Your application is kept: ask for a new link on the agency’s page for providers, with the same mail address.",
      "changed-meanwhile":
        "This application was changed in another window meanwhile. Nothing was overwritten: look at what is there now, then save again.",
      "sent-already": "This application was sent meanwhile, so it can no longer be changed here.",
      "not-enough-approvals": "Not enough people have approved this version of the application yet.",
      "items-open": "Something required on the checklist has not been passed or waived yet.",
      "decided-already": "You have already decided on this version of the application.",
      "changed-while-deciding":
        "The application was changed or moved on while you were looking. Look again, then decide.",
      "own-decision": "This application came from your own mail address, so somebody else must decide it.",
      "organization-taken": "Somebody signs in for that provider already, so it cannot be taken over.",
    },
    access: {
      "slow-down": "Too many requests from your address. Wait {{seconds}} seconds, then try again.",
    },
  },
} as const;
