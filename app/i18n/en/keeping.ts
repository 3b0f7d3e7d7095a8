// Keeping the directory current: what is confirmed, asked and looked at. Text only.
export default {
  group: {
    contact: "Name and contact",
    address: "Address",
    hours: "Opening hours",
    services: "Service and who it is for",
    access: "Languages and accessibility",
    capacity: "Capacity",
  },
  refusal: {
    organization: {
      "nothing-to-confirm": "Nothing was chosen that can be confirmed. Say capacity first, then it has an age.",
      "own-change": "Whoever asked for a change does not decide it. Another person has to look at it.",
      "too-many-changes": "Too many changes were sent by one link. Sign in to the portal, or ask for a new link later.",
    },
  },
  event: {
    organization: {
      confirmed_one: "{{count}} group of facts confirmed",
      confirmed_other: "{{count}} groups of facts confirmed",
      "change-asked": "Change asked for: $t(keeping.group.{{group}})",
      "change-accepted": "Change accepted: $t(keeping.group.{{group}})",
      "change-declined": "Change declined: $t(keeping.group.{{group}})",
      "asked-still-right": "Asked by mail whether the facts are still right",
    },
  },
} as const;
