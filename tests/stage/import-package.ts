// A made-up directory for stories about importing, small enough to read. Nobody in it is real.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkTables } from "#app/interop/import/check";
import type { Package } from "#app/interop/import/package.server";
import { namedIds } from "#app/interop/import/resolve";
import { readTables } from "#app/interop/import/source-files";

export type Files = Record<string, string>;

/** Two providers with a place each, three services, a tree of terms, phones, hours and a holiday. */
export const smallDirectory: Files = {
  "organizations.csv": [
    "id,accreditations,alternate_name,date_incorporated,description,email,funding_sources,legal_status,licenses,name,tax_id,tax_status,website",
    '1,,HFB,1/2/1970,"Gives food\nto whoever asks.",desk@harvest.example.org,,Nonprofit,,Harvest Pantry,,,www.harvest.example.org',
    "2,,,,Repairs homes,,,,,Hammer and Nail,,,",
  ].join("\n"),
  "locations.csv": [
    "id,organization_id,accessibility,admin_emails,alternate_name,description,email,languages,latitude,longitude,name,transportation,virtual,website",
    '10,1,"ramp, wheelchair",,,The hall,,"Spanish, French. Ask for a translator.",39.29,-76.61,Harvest Hall,Bus 7,false,',
    "20,2,,,,The workshop,,,,,Workshop,,false,",
  ].join("\n"),
  "addresses.csv": [
    "id,location_id,address_1,address_2,city,state_province,postal_code,country",
    "1,10,1 Mill Lane,,Baltimore,MD,21215,us",
    "2,20,2 Mill Lane,Rear,Redwood City,CA,94063,us",
  ].join("\n"),
  "taxonomy.csv": [
    "taxonomy_id,name,parent_id,parent_name",
    "102-04,Food Pantry,102,Food",
    "102,Food,,",
    "103,Housing,,",
  ].join("\n"),
  "services.csv": [
    "id,location_id,program_id,accepted_payments,alternate_name,description,eligibility,email,fees,funding_sources,application_process,keywords,languages,name,required_documents,service_areas,status,wait_time,website,taxonomy_ids",
    '100,10,,,,Food for a week,Anyone,,None,,Walk in,,Spanish,Groceries,"Passport,Bill",Baltimore,active,,,"102, 102-04"',
    "200,20,,,,Roofs,,,,,Call,,,Roof repair,,,defunct,,,103",
  ].join("\n"),
  "phones.csv": [
    "id,contact_id,location_id,organization_id,service_id,number,extension,department,number_type,vanity_number,country_prefix",
    "1,,10,,,(410) 555-0100,12,Front desk,voice,,",
    "2,,,,200,(650) 555-0100,,,fax,,",
  ].join("\n"),
  "regular_schedules.csv": [
    "id,location_id,service_id,weekday,opens_at,closes_at",
    "1,10,,Monday,9:30,5:00 PM",
    "2,,100,Tuesday,22:00,2:00",
  ].join("\n"),
  "holiday_schedules.csv": [
    "id,location_id,service_id,start_date,end_date,closed,opens_at,closes_at",
    '1,10,,"December 24, 2026",12/26/26,TRUE,,',
  ].join("\n"),
};

/** What reading a folder with these files gives. */
export function packageOf(files: Files, about: Partial<Package> = {}): Package {
  const read = readTables(Object.entries(files).map(([name, text]) => ({ name, text })));
  if (read === null) throw new Error("these files are no directory");
  return {
    ...read,
    alone: false,
    name: "made-up",
    notRead: [],
    faults: [],
    neighbours: new Map(),
    flat: null,
    ...about,
  };
}

/** One file tried alone beside the other files of its package. */
export function aloneBeside(file: string, text: string, neighbours: Files): Package {
  const beside = packageOf(neighbours);
  return packageOf(
    { [file]: text },
    { alone: true, neighbours: namedIds(checkTables(beside.tables, beside.format).rows) },
  );
}

/** Lends a folder with these files, and removes it again. */
export async function inFolder<T>(
  files: Record<string, string | Uint8Array>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-import-"));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Changes the words of one file. */
export function rewritten(files: Files, name: string, from: string, to: string): Files {
  const text = files[name];
  if (text === undefined || !text.includes(from)) throw new Error(`${name} does not say ${from}`);
  return { ...files, [name]: text.replace(from, to) };
}
