// The periods of a fund: the next one, and what is carried over into it. Text only.
export default {
  periods: "Periods",
  before: "Period before",
  after: "Next period",
  "after-none": "Nothing follows this period yet. From {{day}} on nothing can be authorized from it.",
  open: "Open the next period",
  title: "Next period of {{name}}",
  lead: "A budget of its own, from the day after the last of {{code}}. What is left of {{code}} can be carried over afterwards, once or bit by bit.",
  button: "Open this period",
  opened: "The next period is open.",
  "carry-title": "Carry over what is left",
  "carry-lead": "{{left}} is free in {{code}}. What is reserved or owed stays, and can follow once it is given back.",
  "carry-amount": "Amount to carry over into {{code}}",
  "carry-button": "Carry over",
  carried: "Carried over.",
  "ended-left": "This period is over, and {{left}} is still free in it.",
  refusal: {
    fund: {
      "continued-already": "This period is followed by another already. Open that one instead.",
      "before-runs-still": "The next period begins when this one has ended. Choose a later first day.",
      "nothing-follows": "No period follows this one yet. Open the next period first.",
      "less-is-free": "Only {{left}} is free. What is reserved or owed cannot be carried over.",
    },
  },
} as const;
