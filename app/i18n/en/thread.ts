// The thread of a referral: what caseworker and provider say to each other. Text only.
export default {
  title: "Messages",
  page: "Messages about {{number}}",
  lead: "Between your agency and {{name}}. Both sides see who read what.",
  "lead-provider": "Between you and {{name}}. Both sides see who read what.",
  back: "Referral {{number}}",
  with: "Messages with {{name}}",
  which: "Which provider",
  "none-yet": "Nothing was written yet",
  said_one: "{{count}} message, on {{at}}",
  said_other: "{{count}} messages, the last on {{at}}",
  unread_one: "{{count}} new",
  unread_other: "{{count}} new",
  over: "closed",
  empty: "Nothing was written yet",
  "empty-lead":
    "What you write here is read by the people of both sides who work on this referral, and by nobody else.",
  nobody: "There is nobody to write to yet",
  "nobody-lead":
    "Messages open when one provider knows who the {{client}} is: when only one was asked, or when one has accepted. Until then a provider can ask a question about the referral.",
  closed:
    "This conversation is closed: what was shared with the provider is no longer open to it. Nothing can be written.",
  "closed-provider": "This conversation is not open to you",
  "closed-provider-lead":
    "Messages are open while the agency shares with you who the person is. If others were asked too, that is when you accept.",
  new: "New",
  "read-by": "Read by {{name}}, {{at}}",
  "take-back": "Take back",
  "taken-back": "This message was taken back before it was read.",
  "took-back": "Your message was taken back. Nobody had read it.",
  sent: "Your message is sent.",
  earlier: "Earlier messages",
  latest: "Latest messages",
  write: "Write to {{name}}",
  words: "Your message",
  "words-hint": "It cannot be changed later. You can take it back within ten minutes, as long as nobody has read it.",
  file: "A document to go along",
  "no-paper": "Documents cannot go along: this referral does not share documents with the provider.",
  send: "Send message",
  event: {
    message: {
      sent: "Message written",
      "taken-back": "Message taken back before it was read",
    },
    thread: { read: "Messages read" },
  },
  mail: { message: { sent: { subject: "A message about a referral waits for you" } } },
  refusal: {
    message: {
      closed: "This conversation is closed. Nothing was sent.",
      "documents-not-shared": "This referral does not share documents with the provider. Nothing was sent.",
      "read-already": "Somebody has read this message already. It stays.",
      "too-late": "A message can be taken back within ten minutes. It stays.",
      "taken-back-already": "This message was taken back already.",
    },
  },
} as const;
