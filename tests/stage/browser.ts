// Opens the Chromium that `npm test` has found. Never lets it ask anything of another host.
import { type Browser, chromium } from "playwright-core";
import { findChromium } from "#app/commands/test/chromium";

// A container has no sandbox to give, and no display; the map is drawn without a graphics card, and nothing but the map,
// for a program that plays one took as much of the processor as all pages together.
const flags = [
  ...[
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu-rasterization",
    "--disable-gpu-compositing",
  ],
  ...["--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
];

export async function openBrowser(): Promise<Browser> {
  const executablePath = await findChromium(process.env.CHROMIUM_PATH, () => {});
  return chromium.launch({ executablePath, args: flags, headless: true });
}
