// Clients on real PostgreSQL: taken in, found, placed, changed by those who may, and hidden from everybody else.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { type ClientFacts, ClientForm } from "#app/models/client/forms";
import { readClient, readClients } from "#app/models/client/read.server";
import { addClient, changeClient, findLikenesses } from "#app/models/client/save.server";
import { asId, type ClientId } from "#app/models/values/ids";
import { clients, events } from "#drizzle/schema";
import { onStage } from "#tests/stage/on-stage";

const facts = (changes: Partial<ClientFacts> = {}): ClientFacts =>
  ClientForm.parse({
    givenName: "Teo",
    familyName: "Canary-Hill",
    city: "Baltimore",
    region: "MD",
    postalCode: "21201",
    ...changes,
  });

test("Ines takes Teo in: he has the next number, a place on the map, and an event without his name", () =>
  onStage(async ({ as, cast }) => {
    const id = await as(cast.ines, (db) => addClient(db, cast.ines, facts()));
    const card = await as(cast.ines, (db) => readClient(db, cast.ines, id));
    expect(card).toMatchObject({ number: "C-0002", pointPrecision: "postal_code", mayWrite: true });
    expect(card.latitude).toBeCloseTo(39.29, 1);
    const told = await as(cast.ines, (db) => db.select().from(events).where(eq(events.clientId, id)));
    expect(told.map(({ name }) => name).sort()).toEqual(["client.added", "client.read"]);
    expect(JSON.stringify(told)).not.toContain("Canary");
  }));

test("an address that is on no map is kept as typed and has no point", () =>
  onStage(async ({ as, cast }) => {
    const typed = facts({ addressLine: "Under the bridge", city: "Nowhereville", postalCode: "00000" });
    const id = await as(cast.ines, (db) => addClient(db, cast.ines, typed));
    const card = await as(cast.ines, (db) => readClient(db, cast.ines, id));
    expect(card).toMatchObject({ addressLine: "Under the bridge", pointPrecision: "none", latitude: null });
  }));

test("Teo looks like nobody; the same name and birth day, or the same telephone, looks like Rosa", () =>
  onStage(async ({ as, cast }) => {
    const like = (changes: Partial<ClientFacts>, who = cast.ines) =>
      as(who, (db) => findLikenesses(db, who, facts(changes)));
    expect(await like({})).toEqual([]);
    expect(await like({ familyName: "canary-fields", birthDay: "1988-04-12" })).toMatchObject([{ number: "C-0001" }]);
    expect(await like({ familyName: "Canary-Fields", birthDay: "1988-04-13" })).toEqual([]);
    expect(await like({ telephone: "(410) 555 0142" })).toMatchObject([{ name: "Rosa Canary-Fields" }]);
    expect(await like({ telephone: "(410) 555 0142" }, cast.otto)).toEqual([]);
  }));

test("Ines finds Rosa by the beginning of a name, with typing errors, by number or telephone; Otto of Otherton finds nobody", () =>
  onStage(async ({ as, cast }) => {
    const found = async (text: string, who = cast.ines) =>
      (await as(who, (db) => readClients(db, who, text, null))).rows.map(({ number, openCases }) => [
        number,
        openCases,
      ]);
    for (const text of [
      "",
      "can",
      "ROSA canary",
      "canary, rosa",
      "roza canery",
      "Fields Rsoa",
      "c-0001",
      "0001",
      "(410) 555 0142",
    ]) {
      expect(await found(text)).toEqual([["C-0001", 1]]);
    }
    for (const text of ["Otto", "rosa Müller", "C-0099", "410 555 0199", "%", "'"])
      expect(await found(text)).toEqual([]);
    expect(await found("rosa", cast.otto)).toEqual([]);
    await expect(
      as(cast.otto, (db) => readClient(db, cast.otto, asId<ClientId>(cast.rosa.clientId))),
    ).rejects.toMatchObject({ status: 404 });
    const looked = await as(cast.audrey, (db) => db.select().from(events).where(eq(events.name, "client-list.read")));
    expect(looked.length).toBeGreaterThan(0);
  }));

test("the list comes in pages, nobody twice and nobody left out, and no page's address holds a name", () =>
  onStage(async ({ as, cast }) => {
    await as(cast.ines, async (db) => {
      for (let n = 0; n < 28; n++) await addClient(db, cast.ines, facts({ givenName: `Teo ${n % 5}` }));
    });
    const first = await as(cast.ines, (db) => readClients(db, cast.ines, "", null));
    const [value, id] = JSON.parse(Buffer.from(first.next ?? "", "base64url").toString()) as [string, string];
    expect(value).toBe("");
    const second = await as(cast.ines, (db) => readClients(db, cast.ines, "", { value, id }));
    expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(29);
    expect(second.next).toBeNull();
  }));

test("Ines changes Rosa and Sol may too; Carl reads her and may not", () =>
  onStage(async ({ as, cast }) => {
    const rosa = asId<ClientId>(cast.rosa.clientId);
    const change = (who: typeof cast.ines, city: string) =>
      as(who, (db) =>
        changeClient(
          db,
          who,
          rosa,
          facts({ givenName: "Rosa", familyName: "Canary-Fields", city, postalCode: undefined }),
        ),
      );
    await change(cast.ines, "Towson");
    await change(cast.sol, "Essex");
    expect((await as(cast.carl, (db) => readClient(db, cast.carl, rosa))).mayWrite).toBe(false);
    await expect(change(cast.carl, "Dundalk")).rejects.toMatchObject({ status: 403, code: "client.not-yours" });
    await expect(change(cast.otto, "Dundalk")).rejects.toMatchObject({ status: 404 });
    const card = await as(cast.ines, (db) => readClient(db, cast.ines, rosa));
    expect(card).toMatchObject({ city: "Essex", pointPrecision: "town" });
  }));

test("the form says what is wrong: no name, a day that does not exist, a safe way that is not given", () => {
  const wrong = ClientForm.safeParse({ givenName: " ", birthDay: "1990-02-31", safeContact: "telephone", email: "x" });
  const messages = wrong.error?.issues.map(({ path, message }) => [path.join("."), message]);
  expect(messages).toEqual(
    expect.arrayContaining([
      ["givenName", "ui.error.required"],
      ["familyName", "ui.error.required"],
      ["birthDay", "ui.error.not-a-day"],
      ["email", "ui.error.not-an-e-mail"],
    ]),
  );
  const unsafe = ClientForm.safeParse({ givenName: "Teo", familyName: "Hill", safeContact: "telephone" });
  expect(unsafe.error?.issues.map(({ message }) => message)).toEqual(["client.error.safe-by-telephone"]);
  expect(ClientForm.safeParse({ givenName: "x".repeat(101), familyName: "Hill" }).success).toBe(false);
});

test("nobody can set the number, the author or the agency of a client", () =>
  onStage(async ({ as, cast }) => {
    await expect(
      as(cast.ines, (db) => db.update(clients).set({ number: "C-9999" }).where(eq(clients.id, cast.rosa.clientId))),
    ).rejects.toThrow();
  }));
