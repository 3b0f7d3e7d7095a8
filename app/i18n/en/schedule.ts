// Billing schedules. Text only.
export default {} as const;
