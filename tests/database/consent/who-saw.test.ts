// Receipts and the client's list: both say exactly what the record says, to the client's own people and to whoever bears their link, and to nobody else.

import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/transaction.server";
import { readCase } from "#app/models/case/read.server";
import { writeCaseTable } from "#app/models/case/table.server";
import { readClient } from "#app/models/client/read.server";
import { giveLink, readLinks, revokeLink } from "#app/models/consent/client-link.server";
import { readReceipts } from "#app/models/consent/receipts.server";
import { readSharing, readWhoSaw, type SeenLine } from "#app/models/consent/who-saw.server";
import { readDisclosed, readOffers } from "#app/models/referral/read-offers.server";
import { asId, type CaseId, type ClientId } from "#app/models/values/ids";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { toNorthside } from "#tests/stage/referral-story";

const rosa = ({ cast }: Stage) => asId<ClientId>(cast.rosa.clientId);

/** All pages of the list, a few lines at a time. */
async function allOf(db: Db, clientId: ClientId | null): Promise<SeenLine[]> {
  const lines: SeenLine[] = [];
  for (let after = null as { value: string; id: string } | null; ; ) {
    const { rows, next } = await readWhoSaw(db, clientId, after, 3);
    lines.push(...rows);
    if (!next) return lines;
    const [value, id] = JSON.parse(Buffer.from(next, "base64url").toString()) as [string, string];
    after = { value, id };
  }
}

test("whoever looks at Rosa in whatever order, her list equals the rows of the record, exactly, by link and at the desk", () =>
  onStage(async (stage) => {
    const { as, asBearer, asRole, cast } = stage;
    const { referralId } = await toNorthside(stage);
    const caseId = asId<CaseId>(cast.rosa.caseId);
    const token = await as(cast.ines, (db) => giveLink(db, cast.ines, rosa(stage), "es"));
    const looks = {
      "Ines opens the card": () => as(cast.ines, (db) => readClient(db, cast.ines, rosa(stage))),
      "Carl opens the case": () => as(cast.carl, (db) => readCase(db, cast.carl, caseId)),
      "Carl takes the list of cases along": () =>
        as(cast.carl, (db) => writeCaseTable(db, cast.carl, { whose: "all", state: "any", text: "" })),
      "Mara reads what was shared": () => as(cast.mara, (db) => readDisclosed(db, referralId)),
      "Sid finds nothing shared": () => as(cast.sid, (db) => readDisclosed(db, referralId)),
      "Otto finds no card": () => as(cast.otto, (db) => readClient(db, cast.otto, rosa(stage))).catch(() => null),
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...Object.values(looks)), { maxLength: 6 }), async (acts) => {
        for (const act of acts) await act();
        const recorded = await asRole("app_definer", (db) =>
          db.execute<{ id: string; who: string }>(sql`select id, actor_label as who from event
            where client_id = ${cast.rosa.clientId}::uuid and (name like '%.read' or name in ('consent.overridden', 'emergency.opened'))
            order by at desc, id desc`),
        );
        const byLink = await asBearer({ kind: "sharing", keyHash: hashToken(token) }, (db) => allOf(db, null), "read");
        const atDesk = await as(cast.ines, (db) => allOf(db, rosa(stage)), "read");
        expect(byLink.map(({ id, who }) => ({ id, who }))).toEqual([...recorded]);
        expect(atDesk).toEqual(byLink);
      }),
      { numRuns: 6 },
    );
    expect(await as(cast.otto, (db) => readWhoSaw(db, rosa(stage), null), "read")).toEqual({ rows: [], next: null });
    expect(await as(cast.mara, (db) => readWhoSaw(db, rosa(stage), null), "read")).toEqual({ rows: [], next: null });
  }));

test("a link opens its own client's list until it is taken back or its time is over; a stranger's key opens nothing", () =>
  onStage(async (stage) => {
    const { as, asBearer, cast, setClock } = stage;
    const give = () => as(cast.ines, (db) => giveLink(db, cast.ines, rosa(stage), "es"));
    const standing = async (token: string) => {
      const bearer = { kind: "sharing" as const, keyHash: hashToken(token) };
      return asBearer(
        bearer,
        async (db) => (await db.execute<{ is: string }>(sql`select app.sharing_link() as is`))[0]?.is,
        "read",
      );
    };
    const [first, second] = [await give(), await give()];
    const bearer = { kind: "sharing" as const, keyHash: hashToken(first) };
    expect(await asBearer(bearer, readSharing, "read")).toMatchObject({ language: "es" });
    expect(await standing("made up")).toBe("unknown");
    // The same key under another name of link is no key.
    const misnamed = { kind: "application" as const, keyHash: hashToken(first) };
    expect(await asBearer(misnamed, async (db) => (await readWhoSaw(db, null, null)).rows, "read")).toEqual([]);
    const [newest, oldest] = await as(cast.ines, (db) => readLinks(db, rosa(stage)));
    await expect(as(cast.carl, (db) => revokeLink(db, cast.carl, rosa(stage), oldest?.id ?? ""))).rejects.toMatchObject(
      { status: 403 },
    );
    await as(cast.ines, (db) => revokeLink(db, cast.ines, rosa(stage), oldest?.id ?? ""));
    expect([await standing(first), await standing(second)]).toEqual(["late", "open"]);
    await expect(asBearer(bearer, readSharing, "read")).rejects.toMatchObject({ status: 404 });
    expect(newest?.expiresAt.getTime()).toBeGreaterThan(Date.now());
    setClock(new Date(Date.now() + 32 * 86_400_000));
    expect(await standing(second)).toBe("late");
  }));

test("each fact Mara sees has its receipt: first and last time, and how often; what she did not see says so, and Carl's SQL cannot make one", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    const { referralId } = await toNorthside(stage);
    const [before] = await as(cast.ines, (db) => readReceipts(db, rosa(stage)));
    expect(before?.receipts).toEqual([
      { field: "name", documentName: null, firstSeenAt: null, lastSeenAt: null, times: 0 },
      { field: "telephone", documentName: null, firstSeenAt: null, lastSeenAt: null, times: 0 },
    ]);
    const [first, last] = [new Date(Date.now() + 60_000), new Date(Date.now() + 120_000)];
    for (const at of [first, last]) {
      setClock(at);
      await as(cast.mara, (db) => readDisclosed(db, referralId));
    }
    const [after] = await as(cast.ines, (db) => readReceipts(db, rosa(stage)));
    expect(after?.receipts[0]).toEqual({
      field: "name",
      documentName: null,
      firstSeenAt: first,
      lastSeenAt: last,
      times: 2,
    });
    const forge = sql`insert into disclosure_receipt (agency_id, client_id, disclosure_id, field, first_seen_at, last_seen_at)
      select agency_id, client_id, id, 'address', app.clock(), app.clock() from disclosure`;
    await expect(as(cast.carl, (db) => db.execute(forge))).rejects.toMatchObject({ cause: { code: "42501" } });
  }));

test("Rosa's name in Mara's list is a look like any other, once an hour; Sid's list shows no name and records none", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    await toNorthside(stage);
    const list = (who: typeof cast.mara) =>
      as(who, async (db) =>
        (await readOffers(db, who, { view: "all", after: null })).rows.map((row) => row.clientName),
      );
    const looks = async () =>
      (await as(cast.ines, (db) => readWhoSaw(db, rosa(stage), null))).rows.filter(({ name }) => name === "name.read");
    expect(await list(cast.mara)).toEqual(["Rosa Canary-Fields"]);
    expect(await list(cast.mara)).toEqual(["Rosa Canary-Fields"]);
    expect(await list(cast.sid)).toEqual([]);
    expect(await looks()).toHaveLength(1);
    setClock(new Date(Date.now() + 2 * 3_600_000));
    await list(cast.mara);
    expect(await looks()).toHaveLength(2);
    const [seen] = await as(cast.ines, (db) => readReceipts(db, rosa(stage)));
    expect(seen?.receipts).toMatchObject([
      { field: "name", times: 2 },
      { field: "telephone", times: 0 },
    ]);
  }));
