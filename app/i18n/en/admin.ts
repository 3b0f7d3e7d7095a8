// The admin desk: people, roles, events and settings. Text only.
export default {} as const;
