// Loaded beside a command: writes down how much memory its process held at most, when it ends. Changes nothing of what it does.
import { writeFileSync } from "node:fs";

const file = process.env.BENCH_PEAK_FILE;
// Kilobytes, on every system that Node tells it of.
if (file) process.on("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
