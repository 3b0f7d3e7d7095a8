// The states and moves of forms and what is filled in from them. Text only.
export default {
  form: {
    name: "form",
    state: { draft: "Draft", published: "In use", retired: "Retired", discarded: "Discarded" },
    move: { publish: "Put into use", retire: "Retire", discard: "Discard" },
  },
  assessment: {
    name: "assessment",
    state: { draft: "Being filled in", completed: "Completed", corrected: "Corrected", discarded: "Discarded" },
    move: { complete: "Complete", discard: "Discard", correct: "Correct" },
  },
  enrolment: {
    name: "enrolment",
    state: {
      applied: "Applied",
      waitlisted: "On the waitlist",
      enrolled: "Enrolled",
      completed: "Completed",
      left: "Left",
    },
    move: { waitlist: "Put on the waitlist", enrol: "Enrol", complete: "Complete", leave: "Leave" },
  },
} as const;
