// Practitioners and credentials. Text only.
export default {} as const;
