// What is missing in a line that was filled in without the server: the same as its form asks. Judges no time and no number.
import { cancelledBy, isAttended } from "../models/delivery/forms";

export type LineFault = "state" | "times" | "note";

export function faultIn(fields: ReadonlyMap<string, string>): LineFault | null {
  const state = fields.get("state") ?? "";
  if (state === "") return "state";
  if (isAttended(state) && !(fields.get("startTime") && fields.get("endTime"))) return "times";
  return cancelledBy(state) && !fields.get("note") ? "note" : null;
}
