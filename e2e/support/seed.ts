// Runs once, before the first journey: makes the data that every server copies, and removes them after the last.
import { rmSync } from "node:fs";
import { seed } from "./server";

export default function makeSeed(): () => void {
  const folder = seed();
  process.env.QIXING_E2E_SEED = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
