// Referrals and offers. Text only.
export default {} as const;
