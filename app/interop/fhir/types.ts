// The shapes of FHIR R4 that we speak, as far as we speak them. Types only: what they may hold is judged elsewhere.

export interface Coding {
  readonly system?: string;
  readonly code: string;
  readonly display?: string;
}

export interface CodeableConcept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}

export interface Reference {
  readonly reference?: string;
  readonly display?: string;
  readonly extension?: readonly unknown[];
}

export interface Meta {
  readonly versionId: string;
  readonly lastUpdated: string;
  readonly profile?: readonly string[];
}

/** Any resource: its kind, its id, and whatever else it says. */
export interface Resource {
  readonly resourceType: string;
  readonly id?: string;
  readonly meta?: Meta;
  readonly [element: string]: unknown;
}

/** What the address answers: a status, a resource or nothing, and headers of its own. */
export interface FhirAnswer {
  readonly status: number;
  readonly resource: Resource | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The version a resource is at, as an HTTP tag. */
export const tagOf = ({ meta }: Resource): string => `W/"${meta?.versionId ?? ""}"`;
