// The rows of the directory that HSDS objects are written from. Shapes only; they are read elsewhere.
import type {
  locations,
  openingExceptions,
  openingSpans,
  organizations,
  phones,
  serviceAreas,
  services,
  servicesAtLocation,
  specialties,
} from "#drizzle/schema";

export type OrganizationRow = typeof organizations.$inferSelect;
export type ServiceRow = typeof services.$inferSelect;
export type LocationRow = typeof locations.$inferSelect;
export type PlaceRow = typeof servicesAtLocation.$inferSelect;
export type PhoneRow = typeof phones.$inferSelect;
export type AreaRow = typeof serviceAreas.$inferSelect;
export type SpanRow = typeof openingSpans.$inferSelect;
export type ExceptionRow = typeof openingExceptions.$inferSelect;
export type SpecialtyRow = Pick<
  typeof specialties.$inferSelect,
  "id" | "code" | "name" | "parentId" | "taxonomy" | "synonyms"
>;

/** A specialty of a service, and the id of the link. */
export interface TermLink {
  readonly linkId: string;
  readonly serviceId: string;
  readonly specialty: SpecialtyRow;
}

type Grouped<Row> = ReadonlyMap<string, readonly Row[]>;

/** Everything that is needed to write some services or organizations whole, each list in a fixed order. */
export interface Shelf {
  readonly organizations: ReadonlyMap<string, OrganizationRow>;
  readonly services: ReadonlyMap<string, ServiceRow>;
  readonly locations: ReadonlyMap<string, LocationRow>;
  /** By service. */
  readonly places: Grouped<PlaceRow>;
  /** By location. */
  readonly spans: Grouped<SpanRow>;
  readonly exceptions: Grouped<ExceptionRow>;
  /** By organization. */
  readonly phones: Grouped<PhoneRow>;
  /** By service. */
  readonly areas: Grouped<AreaRow>;
  readonly terms: Grouped<TermLink>;
}
