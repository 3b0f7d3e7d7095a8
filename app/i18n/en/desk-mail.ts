// Being told by mail that a desk is fresh: asked for, shown, stopped, and the mail itself. Text only.
export default {
  title: "Desks by mail",
  lead: "Of which desks a mail tells you, each week or month, that there is something new to look at. The mail holds a link: no figure and no name.",
  ask: "Tell me by mail when to look again",
  when: "When",
  hint: "In the morning. The mail leads here, narrowed as it is now, on the quarter that runs on that day. It replaces what you asked for on this desk before.",
  button: "Tell me",
  all: "Desks you are told of",
  desk: "Desk",
  narrowed: "narrowed as when you asked",
  stop: "Stop",
  none: "You are told of no desk. Open one under Insights and ask there.",
  asked: "You will be told by mail. You can stop it here.",
  stopped: "You are told of that desk no more.",
  "account-lead": "At this desk a mail tells you when to look again at:",
  day: {
    "1": "Every Monday",
    "2": "Every Tuesday",
    "3": "Every Wednesday",
    "4": "Every Thursday",
    "5": "Every Friday",
    "6": "Every Saturday",
    "7": "Every Sunday",
    month: "On the first of each month",
  },
  mail: {
    desk: {
      subject: "Time to look again: {{what}}",
      body: "{{what}} is up to date.\n\nOpen it here, after you have signed in:\n{{link}}\n\nThis mail says no more on purpose: mail can be read by others on its way. You asked for it; with one press you are told no more:\n{{own}}",
    },
  },
} as const;
