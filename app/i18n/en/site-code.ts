// The code that a place shows to those who come. Text only; what a client reads stands in "sharing".
export default {
  title: "Code at this place",
  "client-title": "I was there",
  lead: "Show this to those who come. They type it into their own page on their telephone, and the session is confirmed by them.",
  until: "It changes {{when}}. The code before still works for a minute.",
  old: "This screen has stopped showing new codes, because nobody has pressed anything for ten minutes.",
  next: "Show the newest code",
  show: "Show the code at {{place}}",
  confirmed: "Confirmed by the {{client}}",
  "confirmed-at": "Confirmed by the {{client}} with the code of the place, {{when}}",
} as const;
