// What each state and move of schedules, places in a group, sessions and attendance is called. Text only; part of the lifecycle area.
export default {
  schedule: {
    name: "billing schedule",
    state: {
      draft: "Draft",
      submitted: "Waiting for approval",
      approved: "Approved",
      returned: "Returned",
      superseded: "Replaced",
    },
    move: { submit: "Send for approval", approve: "Approve", return: "Return", supersede: "Replace" },
  },
  place: {
    name: "place in the group",
    state: { waiting: "Waiting", placed: "Has a place", left: "Has left", withdrawn: "Waits no more" },
    move: { place: "Give the place", withdraw: "Take off the line", leave: "Take out" },
  },
  session: {
    name: "session",
    state: { planned: "Planned", held: "Held", cancelled: "Cancelled" },
    move: { hold: "Record as held", cancel: "Cancel session" },
  },
  attendance: {
    name: "attendance",
    state: { expected: "Expected", present: "Present", late: "Late", excused: "Excused", absent: "Absent" },
    move: { present: "Present", late: "Late", excuse: "Excused", absent: "Absent" },
  },
} as const;
