// What must happen downstream when something happens upstream: the one file that sees the whole river. Registers; decides nothing.
import { onEvent } from "./event/record.server";
import { tellConsentEnded } from "./referral/tell-consent-ended.server";

for (const ended of ["consent.revoked", "consent.expired"]) {
  onEvent(ended, (db, _actor, event) => tellConsentEnded(db, event));
}
