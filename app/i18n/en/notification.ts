// Notifications and their settings. Text only.
export default {} as const;
