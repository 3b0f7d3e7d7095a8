// The lives of a session and of one client's attendance at it; a correction is a new attendance row that keeps the old.
import { lifecycle } from "../values/lifecycle";

export const sessionLifecycle = lifecycle("session", {
  planned: {
    hold: { to: "held", who: ["portal"] },
    cancel: { to: "cancelled", who: ["portal", "agency"] },
  },
  held: {},
  cancelled: {},
});

export const attendanceLifecycle = lifecycle("attendance", {
  expected: {
    present: { to: "present", who: ["portal"] },
    late: { to: "late", who: ["portal"] },
    excuse: { to: "excused", who: ["portal"] },
    absent: { to: "absent", who: ["portal"] },
  },
  present: {},
  late: {},
  excused: {},
  absent: {},
});

/** Attendance states in which something was delivered, so units may be above zero. */
export const ATTENDED = ["present", "late"] as const;
