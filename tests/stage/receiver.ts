// A partner's own receiver of webhooks, on a real port: keeps what comes, proves its signature, and answers as it is told.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

export interface Received {
  readonly headers: Record<string, string>;
  readonly text: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** From now on every message is answered so; with an address, by sending the caller on to it. */
  answer(status: number, location?: string): void;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer: { status: number; headers: Record<string, string> } = { status: 204, headers: {} };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      received.push({ headers: request.headers as Record<string, string>, text: Buffer.concat(parts).toString() });
      response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((opened) => server.listen(0, "127.0.0.1", opened));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    answer(status, location) {
      answer = { status, headers: location ? { Location: location } : {} };
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** What it says, once the signature is proved by this secret. @throws WebhookVerificationError */
export const openedBy = (secret: string, { text, headers }: Received) => new Webhook(secret).verify(text, headers);
