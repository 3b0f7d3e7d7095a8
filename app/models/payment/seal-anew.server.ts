// Seals account numbers, payment files and the secrets of second steps anew where they lie under an older key, or in the clear since before there was one. Opens nothing for anybody.
import { sql } from "drizzle-orm";
import { secondFactorPurpose } from "#app/access/second-step.server";
import { asJob, type Db } from "#app/database/as-actor.server";
import { newestKey, seal, unseal } from "#app/database/seal.server";
import { log } from "#app/log.server";
import { defineJob, EVERY_NIGHT } from "../job/define";
import { accountPurpose } from "./bank-account.server";
import { filePurpose } from "./make-file.server";
import { originPurpose } from "./origin.server";

const AT_ONCE = 200;

const PURPOSES = {
  bank_account: accountPurpose,
  payment_origin: originPurpose,
  payment_file: filePurpose,
  second_factor: secondFactorPurpose,
} as const;

type Held = { kept: keyof typeof PURPOSES; id: string; owner: string; sealed: string };

/** @returns how many were sealed anew; fewer than were asked for means none are left */
export async function sealAnew(db: Db): Promise<number> {
  const rows = await db.execute<Held>(
    sql`select kept, id, owner, sealed from app.sealed_otherwise(${newestKey()}, ${AT_ONCE}::int)`,
  );
  for (const { kept, id, owner, sealed } of rows) {
    const purpose = PURPOSES[kept](owner);
    const anew = seal(unseal(sealed, purpose), purpose);
    await db.execute(sql`select app.seal_anew(${kept}, ${id}::uuid, ${sealed}, ${anew})`);
  }
  return rows.length;
}

defineJob("seal-accounts", { retries: 3, cron: EVERY_NIGHT }, async () => {
  let count = 0;
  for (;;) {
    const sealed = await asJob("write", sealAnew);
    count += sealed;
    if (sealed < AT_ONCE) break;
  }
  log.debug("accounts sealed", { count });
});
