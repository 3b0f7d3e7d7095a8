// A provider's report on the goals that were shared with it, and where both sides read it. Text only.
export default {
  title: "Report on referral {{number}}",
  lead: "How {{name}} comes on. The next report is due by {{day}}.",
  new: "Your report",
  "no-goals":
    "No goal of the care plan is shared with you. Report in words; the agency can share goals with the {{client}}'s consent.",
  measure: "Reached when: {{measure}}",
  target: "By {{day}}.",
  standing: { reached: "Reached", closer: "Closer", same: "No change", further: "Further away" },
  "goal-words": "What shows it",
  words: "In your words",
  "words-hint": "What was done, what changed, what comes next. The agency reads it.",
  button: "Send report",
  done: "Your report was sent. The caseworker was told.",
  reports: "Reports on goals",
  due: "The next report is due by {{day}}.",
  none: "No report on goals yet.",
  "goal-closed": "A goal that is no longer shared",
  open: "Report on goals",
} as const;
