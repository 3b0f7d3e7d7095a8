// Pages for people without an account. Text only.
export default {} as const;
