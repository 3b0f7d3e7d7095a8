// The clock of an offer and what follows when nobody answers. Text only; part of the area "referral".
export default {
  clock: {
    until: "Answer awaited until {{instant}}",
    step: {
      remind: "Reminded {{instant}}",
      escalate: "Late: its administrator was told {{instant}}",
      move_on: "Still no answer {{instant}}",
      lapse: "Ended unanswered {{instant}}",
    },
    ends: "Ends by itself {{instant}} if nobody answers",
    "places-lead": "What the day above means, counted in each place's own opening hours:",
    "next-title": "Ask another provider as well?",
    "next-lead":
      "The nearest place for the same need that takes referrals and that the consent covers: {{provider}}, {{place}}. It learns who the {{client}} is only when it accepts first.",
    "next-ask": "Ask {{provider}} too",
    "another-asked": "The provider is asked as well.",
    "next-none":
      "No other place for the same need takes referrals and is covered by the consent. Search for one, or call the provider.",
    "next-search": "Search",
    "task-next":
      "Referral {{number}}: {{provider}} has not answered. The next best provider is {{next}}: open the referral to ask it too, or call.",
    "task-nobody":
      "Referral {{number}}: {{provider}} has not answered, and no other provider was found. Call them, or search again.",
    "task-given-back":
      "Referral {{number}}: {{provider}} accepted it and has given it back. Read why, and ask other places.",
    "task-cancelled": "Referral {{number}}: {{provider}} has ended the service. Read why, and ask other places.",
  },
} as const;
