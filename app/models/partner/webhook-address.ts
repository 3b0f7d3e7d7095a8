// Which addresses a webhook may go to: public ones over https. Judges names and numbers; asks no network.
import ipaddr from "ipaddr.js";

export const LONGEST_WEBHOOK_ADDRESS = 500;

export interface WebhookNetwork {
  /** Networks inside the operator's own walls that may be told all the same, such as 10.1.0.0/16; others that are not public never. */
  readonly inside: readonly string[];
  /** Plain http, as on a developer's own machine. */
  readonly plain: boolean;
}

/** Whether an address as somebody typed it may be kept. What its name stands for is judged when it is called, each time. */
export function mayBeTold(text: string, network: WebhookNetwork): boolean {
  if (text.length > LONGEST_WEBHOOK_ADDRESS || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && network.plain)) return false;
  if (url.username !== "" || url.password !== "" || url.hash !== "") return false;
  const host = hostOf(url);
  return !ipaddr.isValid(host) || mayBeCalled(host, network);
}

/** The host without the brackets in which an address of IPv6 is written. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

/**
 * Whether a number may be called: public, or in one of the operator's own networks. Loopback, private, link-local, shared,
 * reserved, translated and tunnelled numbers are not public, in whichever way they are written.
 */
export function mayBeCalled(address: string, { inside }: WebhookNetwork): boolean {
  if (!ipaddr.isValid(address)) return false;
  const number = ipaddr.process(address);
  return number.range() === "unicast" || inside.some((network) => isIn(number, network));
}

function isIn(number: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean {
  const [address = "", bits] = network.split("/");
  const base = ipaddr.process(address);
  if (base.kind() !== number.kind()) return false;
  return number.match(base, bits === undefined ? (base.kind() === "ipv4" ? 32 : 128) : Number(bits));
}
