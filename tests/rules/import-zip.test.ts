// Zipped packages as publishers and others hand them over: what is read, and what is refused before a byte is unpacked.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { readMapped } from "#app/interop/import/mapped-package.server";
import { readMapping } from "#app/interop/import/mapping";
import { readHandedOver, readPackage } from "#app/interop/import/package.server";
import { lookInto } from "#app/models/import/look.server";
import { inFolder, smallDirectory } from "../stage/import-package";

type Contents = Record<string, string | Buffer>;

async function zipped(contents: Contents): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(contents)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

/** Reads a zip with these bytes as the command does. */
const readBytes = (bytes: Buffer) =>
  inFolder({ "county.zip": bytes }, (folder) => readPackage(path.join(folder, "county.zip")));

const below = (folder: string, files: Contents) =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));

test("A zipped package says what its folder says, also where all lies in one folder beside a desktop's debris", () =>
  inFolder(smallDirectory, async (folder) => {
    const plain = await readPackage(folder);
    for (const contents of [
      smallDirectory,
      { ...below("harvest", smallDirectory), "__MACOSX/harvest/._services.csv": "x" },
    ]) {
      const read = await readBytes(await zipped(contents));
      expect(read).toMatchObject({ name: "county", format: plain.format, alone: false, notRead: [] });
      expect(read.tables.map(({ kind, rows }) => [kind, rows.length])).toEqual(
        plain.tables.map(({ kind, rows }) => [kind, rows.length]),
      );
    }
  }));

test("HSDS JSON in a zip is read, and a picture beside it is let be", async () => {
  const organization = { id: "a", name: "Harvest", legal_status: "Nonprofit" };
  const json = JSON.stringify({ contents: [organization] });
  for (const name of ["hsds.json", "export/hsds.json"]) {
    const read = await readBytes(await zipped({ [name]: json, "export/logo.png": "x" }));
    expect(read.tables.map(({ kind }) => kind)).toEqual(["organization"]);
  }
});

test("A zip that was handed over under another name is known by what its owner calls it", async () => {
  const bytes = await zipped(smallDirectory);
  await inFolder({ "0a1b": bytes }, async (folder) => {
    expect((await readHandedOver(path.join(folder, "0a1b"), "Harbor.zip")).name).toBe("Harbor");
  });
});

test("One flat file in a zip goes through a mapping, two do not", async () => {
  const mapping = readMapping(
    JSON.stringify({
      fields: { id: "id", "organization.name": "who", "service.name": "what", "address.city": "town" },
    }),
  );
  const flat = "id,who,what,town\n1,Harvest,Groceries,Baltimore\n";
  const bytes = await zipped({ "pantries.csv": flat });
  const twice = await zipped({ "pantries.csv": flat, "others.csv": flat });
  await inFolder({ one: bytes, two: twice }, async (folder) => {
    const read = await readMapped(path.join(folder, "one"), "pantries.zip", mapping);
    expect(read.flat?.rows).toHaveLength(1);
    const both = readMapped(path.join(folder, "two"), "pantries.zip", mapping);
    await expect(both).rejects.toMatchObject({ key: "not-flat" });
  });
});

test("One flat file in a zip shows its columns when it is uploaded; a package, and what cannot be read, show none", async () => {
  const long = `who,what\n${"Harvest,Groceries\n".repeat(50_000)}`;
  const zips = {
    flat: await zipped({ "export/pantries.csv": "who,what\nHarvest,Groceries\n" }),
    long: await zipped({
      "pantries.csv": Array.from(long.split("\n"), (line, at) => (at ? `${at} ${line}` : line)).join("\n"),
    }),
    directory: await zipped(smallDirectory),
    damaged: Buffer.from("PK\u0003\u0004 and no more"),
  };
  await inFolder(zips, async (folder) => {
    const look = (name: keyof typeof zips) =>
      lookInto([{ field: "files", name: "county.zip", path: path.join(folder, name), byteCount: 1, sha256: "" }]);
    const columns = [
      { name: "who", examples: ["Harvest"] },
      { name: "what", examples: ["Groceries"] },
    ];
    expect(await look("flat")).toEqual({ flat: true, columns });
    expect((await look("long")).columns.map(({ name }) => name)).toEqual(["who", "what"]);
    for (const name of ["directory", "damaged"] as const)
      expect(await look(name)).toEqual({ flat: false, columns: [] });
  });
});

describe("What is made to hurt is refused", () => {
  test("a path that leads out of the zip", async () => {
    const honest = await zipped({ "xx/organizations.csv": "id,name\n1,Harvest\n" });
    const twisted = Buffer.from(honest.toString("latin1").replaceAll("xx/org", "../org"), "latin1");
    await expect(readBytes(twisted)).rejects.toMatchObject({ key: "zip-outside" });
    const rooted = Buffer.from(honest.toString("latin1").replaceAll("xx/org", "/x/org"), "latin1");
    await expect(readBytes(rooted)).rejects.toMatchObject({ key: "zip-outside" });
  });

  test("far more in it than its size can honestly hold", async () => {
    const bomb = await zipped({ "organizations.csv": `id,name\n1,${" ".repeat(20_000_000)}\n` });
    expect(bomb.length).toBeLessThan(100_000);
    await expect(readBytes(bomb)).rejects.toMatchObject({ key: "zip-too-large" });
  });

  test("more in it than it told", async () => {
    const text = `id,name\n${"1,Harvest\n".repeat(50)}`;
    const honest = await zipped({ "organizations.csv": text });
    const told = Buffer.alloc(4);
    told.writeUInt32LE(text.length);
    const lie = Buffer.alloc(4);
    lie.writeUInt32LE(10);
    const lying = Buffer.from(
      honest.toString("latin1").replaceAll(told.toString("latin1"), lie.toString("latin1")),
      "latin1",
    );
    await expect(readBytes(lying)).rejects.toMatchObject({ key: "zip-unreadable" });
  });

  test("too many files, a cut-off zip, and what is no zip at all", async () => {
    const many = await zipped(Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`${n}.txt`, "x"])));
    await expect(readBytes(many)).rejects.toMatchObject({ key: "zip-too-many" });
    const whole = await zipped(smallDirectory);
    await expect(readBytes(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({ key: "zip-unreadable" });
    await expect(readBytes(Buffer.from("id,name\n"))).rejects.toMatchObject({ key: "zip-unreadable" });
  });

  test("a zip without a table in it, said as for a folder", async () => {
    await expect(readBytes(await zipped({ "letter.txt": "Dear county" }))).rejects.toMatchObject({ key: "unknown" });
    await inFolder({}, async (folder) => {
      await writeFile(path.join(folder, "empty.zip"), await zipped({}));
      await expect(readPackage(path.join(folder, "empty.zip"))).rejects.toMatchObject({ key: "unknown" });
    });
  });
});
