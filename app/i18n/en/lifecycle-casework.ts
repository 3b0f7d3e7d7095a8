// What each state and move of requests, incidents, tasks, approvals, plans, reviews and contracts is called. Text only; part of the lifecycle area.
export default {
  incident: {
    name: "incident",
    state: { open: "Waits for somebody", taken: "Being seen to", closed: "Closed" },
    move: { take: "See to it", close: "Close" },
  },
  request: {
    name: "request",
    state: {
      received: "Waits",
      opened: "Became a case",
      answered: "Answered",
      passed_on: "Passed on",
      declined: "Declined",
    },
    move: { open: "Open a case", answer: "Answer", "pass-on": "Pass on", decline: "Decline", "take-back": "Take back" },
  },
  task: {
    name: "task",
    state: { open: "To do", done: "Done", dropped: "Not needed" },
    move: { finish: "Done", drop: "Not needed any more", reopen: "Open again" },
  },
  approval: {
    name: "approval",
    state: {
      asked: "Waits for a supervisor",
      granted: "Approved",
      refused: "Sent back",
      withdrawn: "Withdrawn",
      used: "Approved and used",
    },
    move: { grant: "Approve", refuse: "Send back", withdraw: "Withdraw", use: "Use" },
  },
  retraction: {
    name: "question whether it was a mistake",
    state: {
      asked: "Waits for a second person",
      confirmed: "It was a mistake",
      refused: "It was no mistake",
      withdrawn: "Taken back",
    },
    move: { confirm: "Confirm the mistake", refuse: "It was no mistake", withdraw: "Take the question back" },
  },
  supervision: {
    name: "supervision",
    state: { written: "Waits to be confirmed", confirmed: "Confirmed" },
    move: { confirm: "It was so" },
  },
  plan: {
    name: "care plan",
    state: { draft: "Draft", agreed: "Agreed", superseded: "Replaced", ended: "Ended", discarded: "Discarded" },
    move: { agree: "Agree", discard: "Discard", supersede: "Replace", end: "End" },
  },
  review: {
    name: "review",
    state: { open: "To be made", decided: "Made", dropped: "Not made" },
    move: { decide: "Finish", drop: "Drop" },
  },
  contract: {
    name: "contract",
    state: { draft: "Draft", signed: "Signed", ended: "Ended", discarded: "Discarded" },
    move: { sign: "Sign", discard: "Discard", end: "End" },
  },
} as const;
