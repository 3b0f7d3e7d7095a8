// Authorizations and their funds' limits. Text only.
export default {} as const;
