// A provider's calendar, and the address under which a calendar program reads it. Text only.
export default {
  title: "Calendar",
  lead: "Your sessions, and the days by which a request wants your answer.",
  view: "How to look at it",
  views: { week: "Week", list: "List" },
  earlier: "Earlier",
  later: "Later",
  today: "Today",
  nothing: "Nothing",
  empty: "Nothing in these days",
  "empty-lead": "Sessions come from an approved billing schedule; requests from agencies.",
  cut: "Not all sessions fit here. Choose a practitioner to see all of theirs.",
  practitioner: "Practitioner",
  everyone: "Everyone",
  answer: "Answer {{request}}",
  "from-agency": "for {{agency}}",
  feed: {
    title: "In your own calendar",
    lead: "Your telephone's or computer's calendar can follow these dates by a secret address. It shows times, services and places; never who comes.",
    none: "There is no address yet.",
    since: "There is an address since {{day}}. It cannot be shown again; a new one ends the old.",
    make: "Make an address",
    renew: "Make a new address",
    end: "Take the address away",
    made: "Your secret address",
    "made-lead":
      "Copy it now into your calendar program, as “subscribe by address”. It cannot be shown again. Whoever has it reads your dates: keep it to yourself.",
    ended: "The address is gone. Calendar programs that followed it get nothing more.",
    "session-name": "Session: {{service}}",
    "answer-name": "A request wants an answer: {{service}}",
    "calendar-name": "Throughline",
  },
  event: {
    calendar: {
      renewed: "Gave their calendar a secret address",
      ended: "Took the secret address of their calendar away",
    },
  },
  refusal: {
    calendar: {
      "link-unknown": "This address shows no calendar. Perhaps it was renewed: make another on your calendar's page.",
    },
  },
} as const;
