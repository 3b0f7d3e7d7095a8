// The mails, events and refusals of applying to a network. Text only; a mail says no more than that something happened.
export default {
  event: {
    application: {
      "tax-identifier-read": "The whole tax number of an application was read",
      claimed: "An application says that a provider of the directory is its own",
      unclaimed: "An application no longer says that a provider of the directory is its own",
      submitted: "Application {{number}} was sent",
      withdrawn: "Application {{number}} was withdrawn",
      answered: "An applicant answered what was asked back",
      established: "Application {{number}} became a provider of the network",
    },
  },
  mail: {
    "application-link": {
      subject: "Your application to the provider network of {{agency}}",
      body: "Hello {{name}},\n\nhere is the link to the application of {{organization}}:\n{{link}}\n\nIt holds for {{days}} days. Whoever has the link can read and change the application, so please keep it to those who work on it. If you do not know what this is about, do nothing.",
    },
    "application-received": {
      subject: "{{agency}} has received application {{number}}",
      body: "Hello {{name}},\n\nyour application was received. You can see at any time how far it is: follow the link from your first mail, or ask for a new one here:\n{{link}}",
    },
    "application-asked": {
      subject: "{{agency}} has a question about application {{number}}",
      body: "Hello {{name}},\n\nsomething was asked about your application. Answer it in the application itself: follow the link from your first mail, or ask for a new one here:\n{{link}}",
    },
    "application-returned": {
      subject: "Application {{number}} came back to you",
      body: "Hello {{name}},\n\nyour application needs another look before it can go on. What to change is written in it: follow the link from your first mail, or ask for a new one here:\n{{link}}",
    },
    "application-approved": {
      subject: "Application {{number}} was approved",
      body: "Hello {{name}},\n\nyour application to the provider network of {{agency}} was approved. What comes next is written in it: follow the link from your first mail, or ask for a new one here:\n{{link}}",
    },
    "application-rejected": {
      subject: "There is a decision on application {{number}}",
      body: "Hello {{name}},\n\nyour application was decided. The decision and its reason are written in it: follow the link from your first mail, or ask for a new one here:\n{{link}}",
    },
    "application-withdrawn": {
      subject: "Application {{number}} was withdrawn",
      body: "Hello {{name}},\n\nyour application was withdrawn, as was asked for through its link. If that was not you, write to {{agency}}. You can apply again at any time:\n{{link}}",
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
      "too-many": "There are as many of these as one application takes. Remove one first, or tell the agency.",
      "not-complete_one": "{{count}} thing is still missing. The page now shows which.",
      "not-complete_other": "{{count}} things are still missing. The page now shows which.",
      "organization-taken": "Somebody signs in for that provider already, so it cannot be taken over.",
    },
    access: {
      "slow-down": "Too many requests from your address. Wait {{seconds}} seconds, then try again.",
    },
  },
} as const;
