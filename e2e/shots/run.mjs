// npm run shots -- --out DIR [--only WORD]: pictures of every page, as each kind of user, on a phone and on a desk.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const value = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const env = { ...process.env, SHOTS_OUT: resolve(value("--out") ?? "shots/out"), SHOTS_ONLY: value("--only") ?? "" };
const done = spawnSync("npx", ["playwright", "test", "--config", "shots/playwright.config.ts"], { stdio: "inherit", env });
process.exit(done.status ?? 3);
