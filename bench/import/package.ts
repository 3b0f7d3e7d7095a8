// Writes made-up packages as a publisher would hand them over: Ohana's tables, the same in every run. Nobody in them is real.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { chances } from "../search/chance";
import { towns, VOCABULARY, weeks, wordOf } from "../search/nation";

const TERMS = 60;
const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Every column of a package must be there, though most are empty. */
const HEADERS: Readonly<Record<string, string>> = {
  organizations:
    "id,accreditations,alternate_name,date_incorporated,description,email,funding_sources,legal_status,licenses,name,tax_id,tax_status,website",
  locations:
    "id,organization_id,accessibility,admin_emails,alternate_name,description,email,languages,latitude,longitude,name,transportation,virtual,website",
  addresses: "id,location_id,address_1,address_2,city,state_province,postal_code,country",
  taxonomy: "taxonomy_id,name,parent_id,parent_name",
  services:
    "id,location_id,program_id,accepted_payments,alternate_name,description,eligibility,email,fees,funding_sources,application_process,keywords,languages,name,required_documents,service_areas,status,wait_time,website,taxonomy_ids",
  phones:
    "id,contact_id,location_id,organization_id,service_id,number,extension,department,number_type,vanity_number,country_prefix",
  regular_schedules: "id,location_id,service_id,weekday,opens_at,closes_at",
};

class Tables {
  private readonly lines = new Map(Object.entries(HEADERS).map(([name, header]) => [name, [header]]));

  add(table: string, cells: Readonly<Record<string, string | number>>): void {
    const columns = HEADERS[table]?.split(",") ?? [];
    this.lines.get(table)?.push(columns.map((column) => cells[column] ?? "").join(","));
  }

  async write(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const [name, lines] of this.lines) await writeFile(path.join(folder, `${name}.csv`), lines.join("\n"));
  }
}

/** Providers with two places each, two services at each place, and their addresses, telephones and hours. */
export async function writePackage(folder: string, number: number, providers: number): Promise<void> {
  const next = chances(900 + number);
  const words = (count: number) =>
    Array.from({ length: count }, () => wordOf(Math.floor(VOCABULARY ** next()) - 1, 3)).join(" ");
  const tables = new Tables();
  const codes = Array.from({ length: TERMS }, (_, term) => `P${number}-${term}`);
  for (const code of codes) tables.add("taxonomy", { taxonomy_id: code, name: `Help ${code}` });
  const anyCode = () => codes[Math.floor(TERMS * next())] ?? "";
  let hours = 0;
  for (let id = 0; id < providers; id++) {
    tables.add("organizations", { id, name: words(2), description: words(3) });
    for (let place = 2 * id; place < 2 * id + 2; place++) {
      const town = towns[Math.floor(towns.length * next() ** 3)] ?? { latitude: 40, longitude: -80 };
      const point = { latitude: town.latitude + next() / 10, longitude: town.longitude + next() / 10 };
      tables.add("locations", { id: place, organization_id: id, name: `${words(1)} house`, ...point });
      const address = { address_1: `${1 + (place % 900)} Mill Lane`, city: words(1), state_province: "MD" };
      tables.add("addresses", { id: place, location_id: place, ...address, postal_code: "21215", country: "US" });
      tables.add("phones", { id: place, location_id: place, number: "(410) 555-0100", number_type: "voice" });
      for (const service of [2 * place, 2 * place + 1]) {
        const about = { name: words(2), description: words(8), status: "active" };
        tables.add("services", {
          id: service,
          location_id: place,
          ...about,
          taxonomy_ids: `"${anyCode()}, ${anyCode()}"`,
        });
      }
      for (const { weekday, opens, closes } of weeks[Math.floor(weeks.length * next())] ?? []) {
        const span = { weekday: DAYS[weekday - 1] ?? "", opens_at: clockOf(opens), closes_at: clockOf(closes) };
        tables.add("regular_schedules", { id: ++hours, location_id: place, ...span });
      }
    }
  }
  await tables.write(folder);
}

function clockOf(minute: number): string {
  const part = (value: number) => String(value).padStart(2, "0");
  return `${part(Math.floor(minute / 60) % 24)}:${part(minute % 60)}`;
}
