// What people are to each other, and how the same reads from the other side. Knows no client.

/** What the other is to the client → what the client is to the other. */
const INVERSE = {
  parent: "child",
  child: "parent",
  spouse: "spouse",
  partner: "partner",
  former_partner: "former_partner",
  sibling: "sibling",
  grandparent: "grandchild",
  grandchild: "grandparent",
  relative: "relative",
  carer: "cared_for",
  cared_for: "carer",
  friend: "friend",
  other: "other",
} as const;

export type RelationKind = keyof typeof INVERSE;
export const RELATION_KINDS = Object.keys(INVERSE) as readonly RelationKind[];

export type Guardian = "none" | "other" | "client";
export const GUARDIANS = ["none", "other", "client"] as const satisfies readonly Guardian[];

export interface Relation {
  readonly kind: RelationKind;
  readonly guardian: Guardian;
  readonly otherNotTold: boolean;
  readonly clientNotTold: boolean;
}

/** The same relation as the other of the two would tell it. */
export function fromTheOtherSide({ kind, guardian, otherNotTold, clientNotTold }: Relation): Relation {
  const turned = { none: "none", other: "client", client: "other" } as const;
  return { kind: INVERSE[kind], guardian: turned[guardian], otherNotTold: clientNotTold, clientNotTold: otherNotTold };
}
