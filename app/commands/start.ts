// `npm start`: the whole product on a bare machine. `--demo` loads the demo network into an operator's empty database.
import { run } from "./start/run";
import { runCommand } from "./stop";
import { readWords } from "./words";

void runCommand(async () => {
  const { flags } = readWords(process.argv.slice(2), {
    flags: ["demo"],
    values: [],
    most: 0,
    usage: "npm start [-- --demo]",
  });
  return run({ demo: flags.has("demo") });
});
