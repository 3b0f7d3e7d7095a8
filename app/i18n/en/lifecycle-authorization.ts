// The states and moves of authorizations and of changes asked for. Text only.
export default {
  authorization: {
    name: "authorization",
    state: { proposed: "Proposed", active: "Active", exhausted: "Used up", expired: "Expired", revoked: "Revoked" },
    move: { activate: "Activate", exhaust: "Use up", restore: "Restore", expire: "Expire", revoke: "Revoke" },
  },
  authorization_change: {
    name: "change of an authorization",
    state: { proposed: "Waiting", granted: "Granted", refused: "Refused", withdrawn: "Taken back" },
    move: { grant: "Grant", refuse: "Refuse", withdraw: "Take back" },
  },
} as const;
