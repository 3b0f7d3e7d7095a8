// The types of catalogue keys and texts, made once from the English catalogue. Holds no text and runs no code.

/** Every dotted path to a text: `{ send: { button: "Send" } }` gives "send.button". */
export type Paths<Texts> = {
  [Name in keyof Texts & string]: Texts[Name] extends string ? PluralName<Name> : `${Name}.${Paths<Texts[Name]>}`;
}[keyof Texts & string];

/** "waiting_one" and "waiting_other" are said by "waiting" and a count. */
type PluralName<Name extends string> = Name extends `${infer Bare}_one` ? Bare : Name;

/** What another language must supply to compile: the same keys, any words. */
export type SameKeys<Texts> = {
  readonly [Name in keyof Texts]: Texts[Name] extends string ? string : SameKeys<Texts[Name]>;
};

/** Blocks that each area writes for itself and the catalogue gathers under one name. */
export type GatheredBlock = "refusal" | "event" | "mail";

export type BlockPaths<Areas, Block extends GatheredBlock> = {
  [Area in keyof Areas]: Areas[Area] extends { readonly [Name in Block]: infer Texts } ? Paths<Texts> : never;
}[keyof Areas];

export type KeysOf<Areas> =
  | { [Area in keyof Areas & string]: `${Area}.${Paths<Omit<Areas[Area], GatheredBlock>>}` }[keyof Areas & string]
  | { [Block in GatheredBlock]: `${Block}.${BlockPaths<Areas, Block>}` }[GatheredBlock];
