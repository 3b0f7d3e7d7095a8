// Rules by which sessions repeat: one as a sentence, and what is wrong with one. Text only.
export default {
  said: {
    dates_one: "On {{count}} day that was listed",
    dates_other: "On {{count}} days that were listed",
    daily_one: "Every day",
    daily_other: "Every {{count}} days",
    weekly_one: "Every week on {{days}}",
    weekly_other: "Every {{count}} weeks on {{days}}",
    monthly_one: "Every month on {{day}}",
    monthly_other: "Every {{count}} months on {{day}}",
    "nth-weekday": "the {{nth}} {{weekday}}",
    date: "day {{date}}",
    "date-or-last": "day {{date}}, in shorter months the last day",
    "last-day": "the last day",
    until: "{{pattern}}, from {{from}} until {{until}}",
    count_one: "{{pattern}}, from {{from}}, once",
    count_other: "{{pattern}}, from {{from}}, {{count}} times",
    "until-or-count_one": "{{pattern}}, from {{from}} until {{until}}, once",
    "until-or-count_other": "{{pattern}}, from {{from}} until {{until}}, {{count}} times at most",
  },
  error: {
    "no-such-day": "That day does not exist. Choose another day.",
    "no-end": "Say when it ends: a last day, or how many sessions.",
    "ends-before-start": "The last day is before the first. Choose a later last day.",
  },
  refusal: {
    recurrence: {
      "too-many-days":
        "That makes more than {{most}} sessions, the most one plan can have. Choose an earlier last day, then try again.",
    },
  },
} as const;
