// Provider organizations and their standing. Text only.
export default {} as const;
