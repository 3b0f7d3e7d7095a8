// Lets referrals expire that nobody answered in time, every minute. A run that comes twice finds nothing left to do.
import { asJob } from "#app/database/as-actor.server";
import { everyMinute } from "../job/define";
import { expireReferrals } from "./expire-referrals.server";

everyMinute("expire-referrals", 5, async () => {
  await asJob("write", expireReferrals);
});
