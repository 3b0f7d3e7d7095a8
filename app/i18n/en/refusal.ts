// Refusals that belong to no concept: absent, not allowed, too much, sent twice. Text only.
export default {
  "not-found": "That is not here, or you do not have access to it.",
  "not-signed-in": "Sign in to go on.",
  "not-allowed": "You are signed in, but this belongs to another role. Nothing was changed.",
  "bad-form": "Some answers need another look. Nothing was changed.",
  "bad-request": "That request was not complete. Nothing was changed.",
  "too-large": "That is larger than we can take. Nothing was changed.",
  "wrong-type": "That kind of file cannot be taken. Use PDF, JPEG, PNG or plain text.",
  "too-many": "Too many requests just now. Wait a moment, then try again.",
  "sent-twice": "This form was already sent with other answers. Open the page again and look at what is there now.",
  "still-running": "This is already being done. Wait a moment, then look again.",
  "changed-meanwhile": "Someone changed this while you had it open. Look at it again before you decide.",
  "try-again": "That did not get through just now, and nothing was changed. Send it again in a moment.",
  access: { "missing-right": "You are signed in, but this belongs to another role. Nothing was changed." },
  form: {
    "key-missing": "This page is too old to send from. Open it again, then send.",
    "not-a-form": "That could not be read as a form. Open the page again, then send.",
    "sent-otherwise":
      "This form was already sent with other answers. Open the page again and look at what is there now.",
    "still-running": "This is being done right now. Wait a moment, then look again.",
    "too-large": "That is more text than we can take. Shorten it, then send again.",
    "too-many-fields": "That is more than one form can carry. Send it in parts.",
    "too-many-files": "Five files at most can be sent at once. Send the others afterwards.",
  },
  query: { unreadable: "This address asks for something we cannot read. Start again from the list." },
  document: {
    "too-large": "A file can have 20 MB at most. Make it smaller, then send it again.",
    "wrong-kind": "That kind of file cannot be taken. Use PDF, JPEG, PNG or plain text.",
  },
  lifecycle: {
    "moved-meanwhile": "Someone else moved this a moment ago. Nothing was changed. Look at it again before you decide.",
    "illegal-move":
      "That is not possible any more: the status is now “$t(lifecycle.{{thing}}.state.{{state}})”. Nothing was changed. Look at it again to see who moved it.",
  },
} as const;
