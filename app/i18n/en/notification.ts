// Notices of what waits for a person. A kind without words of its own is said by its event, or plainly. Text only.
export default {
  list: {
    title: "Notices",
    lead: "What happened in your work, newest first.",
    new: "New",
    open: "Open",
    empty: "No notices yet.",
    "empty-lead": "When something waits for you at this desk, it is said here and by mail.",
    "mark-all": "Mark all as read",
    "all-read": "All notices are marked as read.",
    what: "What happened",
    when: "When",
    plain: "Something waits for you",
  },
  kind: {
    authorization: {
      waiting: "An authorization waits for your decision",
      activated: "A service has been authorized",
      revoked: "An authorization has been revoked",
    },
    delivery: { cancelled: "A session was cancelled", reported: "A provider reported progress" },
    schedule: {
      submitted: "A billing schedule waits for your approval",
      approved: "A billing schedule was approved",
      returned: "A billing schedule came back",
    },
    agency: { joined: "A colleague has joined" },
    consent: { expired: "A consent has ended" },
  },
  outbox: {
    title: "Outbox",
    lead: "No mail server is set, so letters stay here. This page is never there in production.",
    to: "To",
    subject: "Subject",
    written: "Written",
    empty: "No letter has been written yet.",
    "letter-title": "A letter",
    back: "Outbox",
  },
} as const;
