// What an event is called in a timeline, for events that no concept's own area names. Text only.
export default {
  agency: {
    founded: "Agency founded",
    administrator_appointed: "Administrator appointed",
  },
} as const;
