// The typed rows of a directory as the importer passes them on: what a source row says, before anything is looked up. Types only.
import type { WeeklySpan } from "#app/models/values/weekly-hours";
import type { DatedSpan } from "./dated-slots";
import type { Fault } from "./fault";
import type { Kind } from "./kinds";
import type { Point } from "./row-reader";

/** A reference to another row by the source's own id. Optional ones may lead nowhere: the row is taken without them. */
export type Parent = { kind: Kind; id: string; field: string; optional: boolean };

export type OrganizationRecord = {
  name: string;
  alternateName: string | null;
  description: string | null;
  email: string | null;
  website: string | null;
  taxId: string | null;
  taxStatus: string | null;
  legalStatus: string | null;
  yearIncorporated: number | null;
  licenses: string[];
  accreditations: string[];
  fundingSources: string[];
};

export type ProgramRecord = {
  organization: string;
  name: string;
  alternateName: string | null;
  description: string | null;
};

export type SpecialtyRecord = {
  code: string;
  name: string;
  description: string | null;
  parent: string | null;
  /** Open Eligibility splits its tree in two: what is offered, and whom it is for */
  branch: "service" | "situation";
  /** what other files of the package call this row, where that is not its code */
  alias: string | null;
};

export type LocationRecord = {
  organization: string | null;
  name: string;
  alternateName: string | null;
  description: string | null;
  transportation: string | null;
  email: string | null;
  website: string | null;
  virtual: boolean;
  point: Point | null;
  accessibility: string[];
  /** as written: names of languages, and sentences about them */
  languages: string | null;
};

export type ServiceStatus = "active" | "inactive" | "defunct" | "temporarily closed";

export type ServiceRecord = {
  organization: string | null;
  location: string | null;
  program: string | null;
  name: string;
  alternateName: string | null;
  description: string | null;
  email: string | null;
  website: string | null;
  status: ServiceStatus;
  eligibility: string | null;
  minimumAge: number | null;
  maximumAge: number | null;
  applicationProcess: string | null;
  interpretation: string | null;
  fees: string | null;
  waitTime: string | null;
  alert: string | null;
  licenses: string[];
  accreditations: string[];
  /** as written: names of languages, and sentences about them */
  languages: string | null;
  keywords: string[];
  requiredDocuments: string[];
  serviceAreas: string[];
  acceptedPayments: string[];
  fundingSources: string[];
  specialties: string[];
};

export type ServiceAtLocationRecord = { service: string; location: string; description: string | null };

export type AddressRecord = {
  location: string;
  /** where letters go, rather than where the door is */
  mail: boolean;
  attention: string | null;
  street: string | null;
  streetMore: string | null;
  city: string;
  region: string | null;
  state: string | null;
  postalCode: string | null;
  country: string;
};

/** At most one of these is followed: the narrowest. */
export type Owners = {
  organization: string | null;
  location: string | null;
  service: string | null;
  serviceAtLocation: string | null;
};

export type PhoneRecord = Owners & {
  number: string;
  extension: string | null;
  label: string | null;
  type: string;
};

export type WeeklyHoursRecord = Owners & { weekday: number; opensMinute: number; closesMinute: number };

/** Days are `[from, to)`. Closed all day when `hours` is null; not certain when `from` is null, and then only `text` is kept. */
export type DatedHoursRecord = Owners & {
  from: string | null;
  to: string | null;
  hours: { opensMinute: number; closesMinute: number } | null;
  text: string;
};

/**
 * A recurrence of HSDS; `weekly` is null when weekly spans cannot say it, and then `text` is kept. A flat file may say more:
 * `beside` is shown whatever becomes of the text, `dated` are single days with their times, which hold in any case.
 */
export type ScheduleRecord = Owners & {
  weekly: WeeklySpan[] | null;
  text: string;
  beside?: string;
  dated?: DatedSpan[];
};

export type ServiceSpecialtyRecord = { service: string; specialty: string };

/** A text that belongs to a service, a location or an organization and has no row of its own in the directory. */
export type AdditionRecord = Owners & { text: string };

export type Records = {
  organization: OrganizationRecord;
  program: ProgramRecord;
  specialty: SpecialtyRecord;
  location: LocationRecord;
  service: ServiceRecord;
  "service-at-location": ServiceAtLocationRecord;
  address: AddressRecord;
  "mail-address": AddressRecord;
  phone: PhoneRecord;
  "weekly-hours": WeeklyHoursRecord;
  "dated-hours": DatedHoursRecord;
  schedule: ScheduleRecord;
  "service-specialty": ServiceSpecialtyRecord;
  language: AdditionRecord;
  accessibility: AdditionRecord;
  "required-document": AdditionRecord;
  "service-area": AdditionRecord;
  cost: AdditionRecord;
  "payment-accepted": AdditionRecord;
  eligibility: AdditionRecord;
};

export type TakenKind = keyof Records;

export type DirectoryRow = { readonly table: string; readonly rowId: string };

/** One source row after its own cells were read; a refused row keeps what could be read of it. */
export type CheckedRow<K extends TakenKind = TakenKind> = {
  [One in K]: {
    kind: One;
    id: string;
    file: string;
    row: number;
    record: Records[One];
    parents: Parent[];
    faults: Fault[];
    refused: boolean;
    /** what it is or belongs to in the directory, once that is written */
    became: DirectoryRow | null;
  };
}[K];
