// Outcomes and how it went. Text only.
export default {} as const;
