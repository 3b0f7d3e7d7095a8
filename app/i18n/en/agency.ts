// The agency desk's own pages: today and what waits. Text only.
export default {} as const;
