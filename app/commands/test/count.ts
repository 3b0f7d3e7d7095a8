// Adds up what a run of tests reported. Never counts a file that could not be loaded as nothing.
import { z } from "zod";

export const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

export type Count = { passed: number; failed: number };

/** A file that fails without a failed test did not load, or failed while arranging: it counts as one. */
export function countReport(report: z.infer<typeof Report>): Count {
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}
