// A referral entered in error: the question of one person, the answer of another. Text only; part of the area "referral".
export default {
  retraction: {
    title: "Was this entered in error?",
    open: "Entered in error?",
    lead: "For a referral that should never have been. A second person confirms it; one of the two is a supervisor. To end a provider's access before that, take the referral back or cancel it first.",
    words: "What was wrong",
    ask: "Ask a second person",
    "ask-done": "Asked. Nothing is changed until a second person confirms it.",
    asked: "{{name}} asked {{instant}}:",
    waits: "A second person has to confirm it.",
    others: "Somebody else has to confirm it: one of the two people must be a supervisor.",
    "confirm-lead":
      "Everything that was opened for it closes at once, and the provider is told. Nothing is deleted; it stays in the history as a mistake.",
    confirm: "Confirm: entered in error",
    "confirm-done": "The referral is marked as entered in error. What was shared is closed.",
    refuse: "It was no mistake",
    "refuse-words": "Why it was none",
    "refuse-button": "Leave the referral as it is",
    "refuse-done": "The referral goes on as it stands.",
    withdraw: "Take the question back",
    "withdraw-done": "The question is taken back.",
  },
} as const;
