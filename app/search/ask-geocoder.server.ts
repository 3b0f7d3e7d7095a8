// Asks the operator's geocoder about one address, once. Sends the address and nothing else, follows nobody elsewhere, and never waits long.
import type { Point } from "#app/models/values/place";
import { type GeocoderAnswer, questionFor, readAnswer } from "./outside-geocoder";

const WAIT_MILLISECONDS = 10_000;
const MOST_BYTES = 256 * 1024;

export type Asked =
  | GeocoderAnswer
  | { readonly outcome: "failed"; readonly failure: "unreachable" | "refused" | "busy" };

export async function askGeocoder(setting: string, address: string, near: Point | null): Promise<Asked> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(questionFor(setting, address), {
      headers: { accept: "application/json", "user-agent": "Throughline" },
      redirect: "error",
      signal: AbortSignal.timeout(WAIT_MILLISECONDS),
    });
    if (!response.ok) {
      await response.body?.cancel();
      const isBusy = response.status === 429 || response.status >= 500;
      return { outcome: "failed", failure: isBusy ? "busy" : "refused" };
    }
    text = await textOf(response);
  } catch {
    // Nobody there, too slow, or sent elsewhere: it is tried again, and told when it stays so.
    return { outcome: "failed", failure: "unreachable" };
  }
  try {
    return readAnswer(JSON.parse(text), near);
  } catch {
    return { outcome: "failed", failure: "not-understood" };
  }
}

/** The first part of a long answer is no JSON, and so not understood. */
async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  if (response.body === null) return "";
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    parts.push(part);
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) break;
  }
  return Buffer.concat(parts).toString("utf8");
}
