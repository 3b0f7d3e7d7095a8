// Sends a request exactly as written: fetch would not let a test lie about Host and Origin.
import http from "node:http";

export type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string };
export type Question = {
  port: number;
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
};

export function ask({ port, method = "GET", path = "/page", headers = {}, body }: Question): Promise<Answer> {
  const length =
    body === undefined || "transfer-encoding" in headers ? {} : { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: "127.0.0.1",
      port,
      method,
      path,
      headers: { ...length, ...headers },
      agent: false,
    });
    request.once("error", reject);
    request.once("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString() }),
      );
    });
    request.end(body);
  });
}
