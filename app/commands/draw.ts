// `npm run draw`: each lifecycle as a Mermaid diagram, from the one table of its moves. Draws nothing by hand.
import { lifecycles } from "#app/models/lifecycles";
import { runCommand, Stop } from "./stop";
import { readWords } from "./words";

type Step = { readonly from: string; readonly move: string; readonly to: string };

function draw(name: string, initial: string, states: readonly string[], steps: readonly Step[]): string {
  const last = states.filter((state) => !steps.some((step) => step.from === state));
  return [
    ...["---", `title: ${name}`, "---", "stateDiagram-v2", `  [*] --> ${initial}`],
    ...steps.map(({ from, move, to }) => `  ${from} --> ${to}: ${move.replaceAll(/[_-]/g, " ")}`),
    ...last.map((state) => `  ${state} --> [*]`),
    "",
  ].join("\n");
}

void runCommand(async () => {
  const names: string[] = lifecycles.map(({ name }) => name);
  const grammar = { flags: [], values: [], most: names.length, usage: `npm run draw [-- ${names.join(" | ")}]` };
  const { plain } = readWords(process.argv.slice(2), grammar);
  const unknown = plain.find((name) => !names.includes(name));
  if (unknown) throw new Stop(`There is no lifecycle ${unknown}: choose from ${names.join(", ")}.`);
  const drawings = lifecycles
    .filter(({ name }) => plain.length === 0 || plain.includes(name))
    .map(({ name, initial, states, transitions }) => draw(name, initial, states, transitions()));
  process.stdout.write(drawings.join("\n"));
  return 0;
});
