// What every mail has in common. Text only.
export default {} as const;
