// Organizations, services, locations and hours as the directory shows them. Text only.
export default {} as const;
