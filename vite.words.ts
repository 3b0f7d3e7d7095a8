// Gives browsers the catalogue as a file of data beside the script, without the texts only the server says. Changes no text.
import path from "node:path";
import { type Plugin, runnerImport } from "vite";

/** Imports are told on the command line, and what the directory says as HSDS is read by machines. */
const SERVER_ONLY = ["import", "hsds"];

const CATALOGUE = /[\\/]app[\\/]i18n[\\/]([a-z]{2})[\\/]index\.ts$/;

type Catalogue = Record<string, unknown>;

/** In development the catalogue stays a module, so that a changed word shows at once. */
export function wordsAsData(): Plugin {
  return {
    name: "words-as-data",
    apply: "build",
    enforce: "pre",
    async load(id, options) {
      const language = CATALOGUE.exec(id)?.[1];
      if (!language || options?.ssr) return null;
      const { module } = await runnerImport<{ default: Catalogue }>(path.resolve(id));
      const said = Object.fromEntries(Object.entries(module.default).filter(([area]) => !SERVER_ONLY.includes(area)));
      const file = this.emitFile({ type: "asset", name: `words-${language}.json`, source: JSON.stringify(said) });
      return `export default fetch(import.meta.ROLLUP_FILE_URL_${file}).then((answer) => answer.json());`;
    },
  };
}
