// Finding a provider. Text only.
export default {} as const;
