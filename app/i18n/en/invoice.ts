// Invoices, lines and edits. Text only.
export default {} as const;
