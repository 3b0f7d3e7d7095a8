// The network desk: organizations and agreements. Text only.
export default {} as const;
