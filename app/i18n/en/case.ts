// Cases, assessments, plans and goals. Text only.
export default {} as const;
