// Consents and disclosures. Text only.
export default {} as const;
