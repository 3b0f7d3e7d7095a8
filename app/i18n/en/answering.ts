// One offer behind a link from a mail: what is asked, the four answers, and what became of the link. Text only; says nothing about the client.
export default {
  "page-title": "A request for your answer",
  title: "Can you take this on?",
  lead: "{{agency}} asks {{organization}}. You answer as {{name}}, without signing in.",
  request: "The request",
  number: "Reference",
  place: "At your place",
  "answer-by": "Please answer by",
  "not-yet": "Nobody is named here. Who it is, you see after you have accepted and signed in.",
  several: "Other providers were asked too. The first to accept gets the referral.",
  "asked-wait": "You asked a question. You can accept once the agency has answered, or decline now.",
  "waitlist-wait": "You offered your waiting list until {{day}}. Accept when a place is free.",
  accept: "Yes, accept",
  decline: "No, decline",
  "decline-button": "Decline",
  words: "In your words",
  "words-hint": "Do not write about a person’s health here.",
  once: "This link takes one answer, and it is yours alone. After that, the portal has the rest.",
  "used-title": "Thank you, your answer has arrived",
  used: {
    accept: "You accepted the request {{number}} on {{when}}.",
    decline: "You declined the request {{number}} on {{when}}. There is nothing more to do.",
    ask: "You asked a question about the request {{number}} on {{when}}. The answer comes by mail, with a new link.",
    waitlist:
      "You offered your waiting list for the request {{number}} on {{when}}. When a place is free, accept in the portal.",
  },
  "after-accept": "What the person agreed to share with you is shown after you have signed in.",
  "late-title": "This link takes no answer any more",
  late: "The request {{number}} was answered already, or it has ended. Nothing was changed.",
  portal: "Sign in and open it",
  mail: {
    offer: {
      made: { subject: "A referral waits for your answer" },
      answered: { subject: "Your question was answered" },
    },
  },
  event: {
    offer: { "by-link": "Answered by the link in the mail" },
  },
  refusal: {
    answer: {
      "link-unknown":
        "This link leads nowhere. Links from a mail are long: check that all of it arrived, or sign in to the portal.",
      "link-used":
        "An answer was given by this link a moment ago. Nothing more was changed. Open it again to see which.",
      "link-late": "The request was answered already, or it has ended. Nothing was changed.",
    },
  },
} as const;
