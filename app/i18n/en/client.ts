// Clients and their details. Text only.
export default {} as const;
