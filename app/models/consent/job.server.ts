// Ends consents when their time is over, every minute. A run that comes twice finds nothing left to do.
import { asJob } from "#app/database/as-actor.server";
import { everyMinute } from "../job/define";
import { expireConsents } from "./expire-consents.server";

everyMinute("expire-consents", 5, async () => {
  await asJob("write", expireConsents);
});
