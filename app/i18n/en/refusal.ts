// Refusals that belong to no concept: absent, not allowed, too much, sent twice. Text only.
export default {
  "not-found": "That is not here, or you do not have access to it.",
  "not-signed-in": "Sign in to go on.",
  "not-allowed": "Your role does not include this. Nothing was changed.",
  "bad-form": "Some answers need another look. Nothing was changed.",
  "bad-request": "That request was not complete. Nothing was changed.",
  "too-large": "That is larger than we can take. Nothing was changed.",
  "wrong-type": "That kind of file cannot be taken. Use PDF, JPEG, PNG or plain text.",
  "too-many": "Too many requests just now. Wait a moment, then try again.",
  "sent-twice": "This form was already sent with other answers. Open the page again and look at what is there now.",
  "still-running": "This is already being done. Wait a moment, then look again.",
  "changed-meanwhile": "Someone changed this while you had it open. Look at it again before you decide.",
  lifecycle: {
    "illegal-move":
      "That is not possible any more: the state is now “{{state}}”. Nothing was changed. Look at it again to see who moved it.",
  },
} as const;
