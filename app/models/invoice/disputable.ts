// Which lines a provider may dispute. Knows states; moves none.

interface Decided {
  readonly state: string;
  readonly live: boolean;
  readonly contested: boolean;
}

/** A line that was denied or reduced, or any of an invoice that was denied as a whole; each once. */
export const isDisputable = (invoiceState: string, line: Decided): boolean =>
  !line.contested && (invoiceState === "denied" ? !line.live : line.state === "denied" || line.state === "reduced");
