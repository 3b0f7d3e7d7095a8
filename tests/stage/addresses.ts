// Every address of the product, read from the names of its route files. Knows what a file's name means; asks no server.
import { readdir } from "node:fs/promises";
import path from "node:path";

export interface Address {
  readonly file: string;
  /** Such as /agency/referrals/$referralId/close */
  readonly pattern: string;
  /** Names of the ids in it, such as referralId. */
  readonly ids: readonly string[];
}

/** A dot is a slash; a trailing underscore only leaves the parent's frame; a leading one names no part of the address. */
export async function readAddresses(folder = "app/routes"): Promise<Address[]> {
  const files = await readdir(path.resolve(folder));
  return files
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("$") && !file.startsWith("_public."))
    .sort()
    .map((file) => {
      const parts = file
        .replace(/\.tsx?$/, "")
        .replaceAll(/\[(.+?)\]/g, (_, kept: string) => kept.replaceAll(".", "\u0000"))
        .split(".")
        .filter((part) => part !== "_index" && !part.startsWith("_"))
        .map((part) => part.replace(/_$/, "").replaceAll("\u0000", "."));
      return {
        file,
        pattern: `/${parts.join("/")}`,
        ids: parts.filter((part) => part.startsWith("$")).map((part) => part.slice(1)),
      };
    });
}

/** The address with its ids filled in; null when one is not known. */
export function fillAddress(address: Address, ids: Readonly<Record<string, string | undefined>>): string | null {
  let filled = address.pattern;
  for (const name of address.ids) {
    const id = ids[name];
    if (!id) return null;
    filled = filled.replace(`$${name}`, id);
  }
  return filled;
}
