// The browser is the system's: the one that QIXING_CHROMIUM names, or the first that is found.
import { spawnSync } from "node:child_process";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

export function findChromium(): string {
  const named = process.env.QIXING_CHROMIUM ?? process.env.CHROMIUM;
  if (named) return named;
  for (const name of names) {
    const found = spawnSync("which", [name], { encoding: "utf8" });
    if (found.status === 0) return found.stdout.trim();
  }
  throw new Error("no Chromium was found\nhint: install the package chromium, or name the program in QIXING_CHROMIUM");
}

/** It talks to nobody but the server under test. */
export const launchOptions = {
  executablePath: findChromium(),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-default-apps"],
};
