// Decisions on lines from first look to last word: the second person, the dispute, what is said of a line, and how long it takes. Text only.
export default {
  second: {
    "not-you": "You decided a line of it. A second person approves the invoice.",
    "not-you-dispute": "You decided a disputed line. A second person ends the dispute.",
    waits: "Every line is decided. A second person looks at it now.",
  },
  reviewer: "Looked at by",
  "take-over": "Take over",
  "take-over-lead": "{{name}} looks at this invoice. Take it over when they are away.",
  "by-rule": "Passed by rule",
  sampled: "Drawn for a look",
  ask: {
    page: "Dispute an invoice",
    title: "Dispute invoice {{number}}",
    lead: "Say which decisions are wrong and why. Somebody who did not decide them looks again. You never get less than was decided.",
    lines: "Lines you can dispute",
    pick: "Dispute",
    "pick-line": "Dispute the line of {{day}}",
    words: "Why the decision is wrong",
    "words-hint": "Name what shows it: the time sheet, the note, a message. Do not repeat what is on the line.",
    button: "Send dispute",
    link: "Dispute a decision",
    "link-lead":
      "If a line was reduced or denied and should not have been, dispute it before the invoice is put into a payment.",
    decided: "Decided",
    none: "Nothing to dispute",
    "none-lead":
      "Only lines that were reduced or denied can be disputed, each once, before a payment holds the invoice.",
  },
  shown: {
    title: "In dispute",
    lead: "{{name}}, {{day}}:",
    first: "First decision: {{amount}}",
    "keep-line": "Keep the decision",
    "keep-line-of": "Keep the first decision on the line of {{day}}",
    tag: "Disputed",
  },
  conclude: {
    title: "End the dispute",
    waits_one: "{{count}} disputed line is not decided yet.",
    waits_other: "{{count}} disputed lines are not decided yet.",
    adjust: "{{amount}} more will be owed to the provider.",
    uphold: "Nothing changes: the first decision is upheld.",
    "adjust-button": "Adjust invoice",
    "uphold-button": "Uphold decision",
  },
  ended: {
    adjusted: "After the dispute {{amount}} is allowed in all.",
    upheld: "The first decision was upheld. It is final.",
  },
  four: {
    title: "Billed, allowed, adjusted, paid",
    billed: "Billed",
    allowed: "Allowed",
    adjusted: "Adjusted",
    paid: "Paid",
    because: "Rate: {{rate}}, as authorized in {{number}}.",
    "agreed-same": "The agreement says the same.",
    "agreed-other": "The agreement says {{rate}}.",
    session: "The session",
  },
  thread: {
    title: "About this line",
    empty: "Nothing was said about this line yet.",
    words: "Your message",
    "words-hint": "The other side reads it at once. Leave names of people out.",
    send: "Send message",
    agency: "Agency",
    provider: "Provider",
    count_one: "{{count}} message",
    count_other: "{{count}} messages",
    open: "Open",
    "open-of": "Open the line of {{day}}",
    sent: "The message is sent.",
  },
  clock: {
    title: "Payment",
    day: "Day {{day}} of {{days}}",
    late_one: "{{count}} day past its day",
    late_other: "{{count}} days past its day",
    expected: "Expected {{day}}",
    "expected-by-pace": "Expected {{day}}. This agency usually pays you within {{days}} days.",
    "expected-by-terms": "Expected by {{day}}, the day it is due.",
    paid: "Paid on {{day}}",
    returned: "The clock starts again when you send it.",
  },
  refusal: {
    invoice: {
      "second-person":
        "You decided a line of this invoice. A second person approves it, so that no money moves on one pair of eyes. Nothing was changed.",
      "fresh-eyes": "You decided this line first. Somebody else looks at the dispute. Nothing was changed.",
      "not-disputed": "This line is not disputed, so its decision stays.",
      "never-less": "A dispute never allows less than was allowed before. Keep the decision, or allow more.",
      "no-dispute":
        "Choose at least one line that was reduced or denied. Lines that were disputed once stay as decided.",
      "line-held-by-edit":
        "A check holds this line, so it cannot be approved as it stands. Return the invoice for correction, or deny the line.",
      "third-person":
        "You decided a line in this batch. A third person releases the money. Ask another finance approver.",
    },
  },
  event: {
    invoice: {
      passed: "Lines of invoice {{number}} passed by rule",
      taken_over: "Review of invoice {{number}} taken over",
      disputed: "Invoice {{number}} disputed",
      concluded: "Dispute of invoice {{number}} ended",
      line_message: "A message about a line of invoice {{number}}",
    },
  },
  mail: {
    invoice: {
      disputed: { subject: "An invoice is disputed" },
      concluded: { subject: "A dispute has ended" },
      "line-message": { subject: "A message about an invoice" },
    },
  },
} as const;
