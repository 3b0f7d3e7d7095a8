// Sessions, attendance and delivered units. Text only.
export default {} as const;
