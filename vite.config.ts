// Carries remix.config.js to Vite. Remix options live there, Vite options here.
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";
import { schemasStayHome } from "./vite.schemas";
import { wordsAsData } from "./vite.words";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [wordsAsData(), schemasStayHome(), remix(remixConfig)],
  // Nothing is put into style sheets as data: the content security policy then need not allow it.
  build: { assetsInlineLimit: 0 },
  css: { preprocessorOptions: { scss: { loadPaths: ["node_modules/@uswds/uswds/packages"], quietDeps: true } } },
});
