// What can happen to programmes, to who is enrolled and to cohorts. Facts are ids and codes, never words about a person.
import { z } from "zod";
import { defineEvents } from "../event/define";

const ofProgramme = z.object({ programmeId: z.string() });
const ofEnrolment = ofProgramme.extend({ enrolmentId: z.string() });
const ofCohort = ofProgramme.extend({ cohortId: z.string() });

export const programmeEvents = defineEvents("programme", {
  made: z.object({}),
  changed: z.object({}),
  "rules-changed": z.object({ rules: z.number() }),
  closed: z.object({}),
  reopened: z.object({}),
  applied: ofEnrolment.extend({ eligibility: z.string() }),
  moved: ofEnrolment.extend({ move: z.string(), from: z.string(), to: z.string() }),
  "stage-reached": ofEnrolment.extend({ stageId: z.string() }),
  "stage-undone": ofEnrolment.extend({ stageId: z.string() }),
  "stage-removed": z.object({ stageId: z.string(), into: z.string(), count: z.number() }),
  "cohort-joined": ofEnrolment.extend({ cohortId: z.string() }),
  "cohort-left": ofEnrolment,
  "cohort-made": ofCohort,
  "cohort-changed": ofCohort,
  "cohort-moved": ofCohort.extend({ stageId: z.string(), count: z.number() }),
  "cohort-move-undone": ofCohort.extend({ count: z.number() }),
});
