// Records that may be one person, and who belongs together, on real PostgreSQL: suggested, linked, parted, and true from both sides.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { type ClientFacts, ClientForm } from "#app/models/client/forms";
import { moveLink, readLinks, readOwnLinks } from "#app/models/client/pair.server";
import { readClients } from "#app/models/client/read.server";
import { addRelation, endRelation, readRelations } from "#app/models/client/relation.server";
import { addClient, findLikenesses } from "#app/models/client/save.server";
import { asId, type ClientId } from "#app/models/values/ids";
import { onStage, type Stage } from "#tests/stage/on-stage";

const facts = (changes: Partial<ClientFacts>): ClientFacts =>
  ClientForm.parse({ givenName: "Rosa", familyName: "Canary-Fields", ...changes });

const found = async ({ as }: Stage, who: Actor, text: string) =>
  (await as(who, (db) => readClients(db, who, text, null))).rows.map(({ number }) => number);

test("A name mistyped, only heard, or a birthday with day and month turned round still looks like Rosa", () =>
  onStage(async ({ as, cast }) => {
    const why = async (changes: Partial<ClientFacts>, who = cast.ines) =>
      (await as(who, (db) => findLikenesses(db, who, facts(changes)))).flatMap(({ reasons }) => reasons);
    expect(await why({ givenName: "Roza", familyName: "Canery Feelds" })).toContain("sound");
    expect(await why({ familyName: "Canary-Filds", birthDay: "1988-12-04" })).toContain("name");
    expect(await why({ givenName: "Canary-Fields", familyName: "Rosa" })).toContain("name");
    expect(await why({ givenName: "Rosa", familyName: "Okonkwo" })).toEqual([]);
    expect(await why({ birthDay: "1951-01-30" })).toEqual([]);
    expect(await why({}, cast.otto)).toEqual([]);
  }));

test("Linked by a person, search shows one and both cards say so; parted again, both are found", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const twin = await as(cast.ines, (db) => addClient(db, cast.ines, facts({ givenName: "Rossa" })));
    expect((await found(stage, cast.ines, "rosa canary")).sort()).toEqual(["C-0001", "C-0002"]);
    const [pair] = (await as(cast.ines, (db) => readLinks(db, cast.ines, "suggested", null))).rows;
    const move = (who: Actor, said: Parameters<typeof moveLink>[2]) => as(who, (db) => moveLink(db, who, said));
    const link = pair?.id ?? "";
    await expect(move(cast.otto, { intent: "link", link, shown: twin })).rejects.toMatchObject({ status: 404 });
    await move(cast.ines, { intent: "link", link, shown: asId<ClientId>(cast.rosa.clientId) });
    expect(await found(stage, cast.ines, "rossa canary")).toEqual(["C-0001"]);
    expect(await found(stage, cast.ines, "")).toEqual(["C-0001"]);
    for (const id of [twin, asId<ClientId>(cast.rosa.clientId)])
      expect(await as(cast.carl, (db) => readOwnLinks(db, id))).toMatchObject([{ state: "linked" }]);
    await expect(move(cast.ines, { intent: "tell_apart", link })).rejects.toMatchObject({ status: 409 });
    await move(cast.carl, { intent: "part", link });
    expect((await found(stage, cast.ines, "")).sort()).toEqual(["C-0001", "C-0002"]);
    await move(cast.carl, { intent: "tell_apart", link });
    await as(cast.ines, (db) => db.execute(sql`select app.suggest_links(${twin}::uuid)`));
    expect(await as(cast.ines, (db) => readOwnLinks(db, twin))).toEqual([]);
  }));

test("Of three records the one in the middle stands behind one other at most", () =>
  onStage(async ({ as, cast }) => {
    const second = await as(cast.ines, (db) => addClient(db, cast.ines, facts({ givenName: "Rossa" })));
    await as(cast.ines, (db) => addClient(db, cast.ines, facts({ givenName: "Roosa" })));
    const pairs = (await as(cast.ines, (db) => readLinks(db, cast.ines, "suggested", null))).rows;
    const between = (one: string, other: string) =>
      pairs.find((pair) => [pair.one.number, pair.other.number].sort().join() === [one, other].join())?.id ?? "";
    const show = (link: string, shown: ClientId) =>
      as(cast.ines, (db) => moveLink(db, cast.ines, { intent: "link", link, shown }));
    await show(between("C-0001", "C-0002"), asId<ClientId>(cast.rosa.clientId));
    await expect(show(between("C-0002", "C-0003"), second)).rejects.toMatchObject({
      cause: { constraint_name: "client_pair_chain" },
    });
    await show(between("C-0001", "C-0003"), asId<ClientId>(cast.rosa.clientId));
  }));

test("Rosa's mother is said once and true from both cards; Carl may not add, and a restricted client stays unknown", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const rosa = asId<ClientId>(cast.rosa.clientId);
    const mother = await as(cast.ines, (db) =>
      addClient(db, cast.ines, facts({ givenName: "Marta", familyName: "Hill" })),
    );
    const said = {
      kind: "parent",
      number: "c-0002",
      guardian: "other",
      livesTogether: "on",
      clientNotTold: "on",
    } as const;
    await as(cast.ines, (db) => addRelation(db, cast.ines, rosa, said));
    const seen = (id: ClientId, who = cast.carl) => as(who, (db) => readRelations(db, id));
    expect(await seen(rosa)).toMatchObject([
      { kind: "parent", guardian: "other", otherName: "Marta Hill", livesTogether: true, clientNotTold: true },
    ]);
    expect(await seen(mother)).toMatchObject([
      { kind: "child", guardian: "client", otherNumber: "C-0001", otherNotTold: true, clientNotTold: false },
    ]);
    expect(await seen(rosa, cast.otto)).toEqual([]);
    await expect(as(cast.carl, (db) => addRelation(db, cast.carl, rosa, said))).rejects.toMatchObject({ status: 403 });
    await expect(
      as(cast.ines, (db) => addRelation(db, cast.ines, rosa, { ...said, number: "C-0001" })),
    ).rejects.toMatchObject({ code: "client.relation-to-self" });
    await as(cast.ines, (db) => db.execute(sql`update client set restricted = true where id = ${mother}::uuid`));
    expect(await seen(rosa)).toEqual([]);
    await expect(
      as(cast.sol, (db) => addRelation(db, cast.sol, rosa, { ...said, kind: "friend" })),
    ).rejects.toMatchObject({ code: "client.no-such-number" });
    const [line] = await seen(rosa, cast.ines);
    await as(cast.ines, (db) => endRelation(db, cast.ines, rosa, line?.id ?? ""));
    expect(await seen(mother, cast.ines)).toEqual([]);
  }));
