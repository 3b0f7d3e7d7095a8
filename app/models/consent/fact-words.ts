// How facts that may be shared are written out: a language by its name, an address in one line. Fetches nothing.

/** "es" → "Spanish"; a code nobody knows is said as it stands. */
export function languageName(code: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

interface Address {
  readonly addressLine?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly postalCode?: string | null | undefined;
}

/** In one line, without what is not known. */
export function addressOf({ addressLine, city, region, postalCode }: Address): string {
  const town = [city, [region, postalCode].filter((part) => part).join(" ")].filter((part) => part).join(", ");
  return [addressLine, town].filter((part) => part).join(", ");
}
