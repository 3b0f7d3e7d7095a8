// The agency's own words for client and caseworker, as blanks every text may use. What the agency leaves open is said in the usual words.

/** What an agency may set; each plural beside its singular, for not every word takes an s. */
export type AgencyWords = {
  readonly client?: string;
  readonly clients?: string;
  readonly caseworker?: string;
  readonly caseworkers?: string;
};

type WholeWords = Required<AgencyWords>;

export const DEFAULT_WORDS: WholeWords = {
  client: "client",
  clients: "clients",
  caseworker: "caseworker",
  caseworkers: "caseworkers",
};

export type WordBlanks = WholeWords & {
  readonly Client: string;
  readonly Clients: string;
  readonly Caseworker: string;
  readonly Caseworkers: string;
  /** With its article: "a client", "an applicant". */
  readonly aClient: string;
  readonly aCaseworker: string;
};

export function wordBlanks(chosen: AgencyWords): WordBlanks {
  const words = wholeWords(chosen);
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

/** An agency that set only the singular gets the plain plural of it, never the plural of another word. */
function wholeWords({ client, clients, caseworker, caseworkers }: AgencyWords): WholeWords {
  return {
    client: client || DEFAULT_WORDS.client,
    clients: clients || (client ? `${client}s` : DEFAULT_WORDS.clients),
    caseworker: caseworker || DEFAULT_WORDS.caseworker,
    caseworkers: caseworkers || (caseworker ? `${caseworker}s` : DEFAULT_WORDS.caseworkers),
  };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function withArticle(word: string): string {
  return /^[aeiou]/i.test(word) ? `an ${word}` : `a ${word}`;
}
