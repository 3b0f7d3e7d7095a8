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

export default defineConfig(({ command }) => ({
  plugins: [wordsAsData(), schemasStayHome(), remix(remixConfig)],
  // Nothing is put into style sheets as data: the content security policy then need not allow it.
  build: { assetsInlineLimit: 0 },
  // Binaries for the server alone; the browser never asks for it.
  optimizeDeps: { exclude: ["@node-rs/argon2"] },
  css: {
    preprocessorOptions: {
      scss: {
        // While developing Vite runs on tsx, which hands it the compiler without its default export; the plain interface does not ask for one.
        api: command === "serve" ? "modern" : "modern-compiler",
        loadPaths: ["node_modules/@uswds/uswds/packages"],
        quietDeps: true,
      },
    },
  },
}));
