// Rules by which sessions repeat: what is wrong with one. Text only.
export default {
  error: {
    "no-such-day": "That day does not exist. Choose another day.",
    "no-end": "Say when it ends: a last day, or how many sessions.",
    "ends-before-start": "The last day is before the first. Choose a later last day.",
  },
  refusal: {
    recurrence: {
      "too-many-days":
        "That makes more than {{most}} sessions, the most one plan can have. Choose an earlier last day, then try again.",
    },
  },
} as const;
