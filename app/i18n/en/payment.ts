// Payment batches, payments and remittances. Text only.
export default {} as const;
