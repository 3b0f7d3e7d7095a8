// `npm run dev`: the same as `npm start`, from sources, with each change in the browser at once. Never builds.
import type { ServerBuild } from "@remix-run/node";
import { writeBasemap } from "./basemap";
import { run } from "./start/run";
import { runCommand } from "./stop";
import { readWords } from "./words";

void runCommand(async () => {
  const { flags } = readWords(process.argv.slice(2), {
    flags: ["demo"],
    values: [],
    most: 0,
    usage: "npm run dev [-- --demo]",
  });
  await writeBasemap();
  const { createServer } = await import("vite");
  const holder: { vite: Awaited<ReturnType<typeof createServer>> | null } = { vite: null };
  const code = await run({
    demo: flags.has("demo"),
    develop: {
      develop: async (server) => {
        const heard = process.listeners("SIGTERM");
        holder.vite = await createServer({ appType: "custom", server: { middlewareMode: true, hmr: { server } } });
        // Vite would end the process at once, before PostgreSQL has stopped.
        for (const listener of process.listeners("SIGTERM"))
          if (!heard.includes(listener)) process.off("SIGTERM", listener);
        return holder.vite.middlewares;
      },
      build: async () => (await holder.vite?.ssrLoadModule("virtual:remix/server-build")) as ServerBuild,
    },
  });
  await holder.vite?.close();
  return code;
});
