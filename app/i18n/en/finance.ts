// The finance desk's own pages. Text only.
export default {} as const;
