// The agency's own words for client and caseworker, as blanks every text may use. Never invents a plural: the agency writes both.

export type AgencyWords = {
  readonly client: string;
  readonly clients: string;
  readonly caseworker: string;
  readonly caseworkers: string;
};

export const DEFAULT_WORDS: AgencyWords = {
  client: "client",
  clients: "clients",
  caseworker: "caseworker",
  caseworkers: "caseworkers",
};

export type WordBlanks = AgencyWords & {
  readonly Client: string;
  readonly Clients: string;
  readonly Caseworker: string;
  readonly Caseworkers: string;
  /** With its article: "a client", "an applicant". */
  readonly aClient: string;
  readonly aCaseworker: string;
};

export function wordBlanks(words: AgencyWords): WordBlanks {
  return {
    ...words,
    Client: capital(words.client),
    Clients: capital(words.clients),
    Caseworker: capital(words.caseworker),
    Caseworkers: capital(words.caseworkers),
    aClient: withArticle(words.client),
    aCaseworker: withArticle(words.caseworker),
  };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function withArticle(word: string): string {
  return /^[aeiou]/i.test(word) ? `an ${word}` : `a ${word}`;
}
