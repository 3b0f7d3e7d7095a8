// Lets one process at a time use a data folder. Never mistakes a killed process for a living one.
import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import path from "node:path";
import { Stop } from "../stop";

/**
 * Holds a socket in the data folder until released: unlike a number in a file, it dies with its process.
 * @throws Stop when another process holds it
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const place = socketPlace(folder);
  if (await answers(place)) {
    throw new Stop(
      `Throughline is running already with the data in ${path.resolve(folder)}: stop that one, or start this one with another DATA_DIR.`,
    );
  }
  if (process.platform !== "win32") await rm(place, { force: true });
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(place, resolve));
  server.unref();
  return () => release(server);
}

/** Whether a living process uses this data folder now. */
export function isHeld(folder: string): Promise<boolean> {
  return answers(socketPlace(folder));
}

/** Relative, for a socket's path may have a hundred letters only. */
function socketPlace(folder: string): string {
  if (process.platform === "win32") {
    return `\\\\.\\pipe\\throughline-${createHash("sha256").update(path.resolve(folder)).digest("hex").slice(0, 24)}`;
  }
  const file = path.resolve(folder, "running");
  const near = path.relative(process.cwd(), file);
  return near.length < file.length ? near : file;
}

function answers(place: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place, () => {
      socket.end();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function release(server: Server): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()));
}
