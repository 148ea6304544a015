// A county of its own for whoever asks: the demonstration is made once a run, and each server gets a copy of its folder.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The day on which the demonstration stands: in the middle of the year's rounds. */
export const today = "2022-11-28";

export const binary = resolve(import.meta.dirname, "../..", process.env.QIXING_BINARY || "bin/qixing");

/** Makes the demonstration's data in a new folder and returns it. */
export function seed(): string {
  if (!existsSync(binary)) throw new Error(`${binary} is missing\nhint: run "make build" first, or name another binary in QIXING_BINARY`);
  const folder = mkdtempSync(join(tmpdir(), "qixing-e2e-seed-"));
  const made = spawnSync(binary, ["demo", "--data", folder, "--today", today, "--seed-only"], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`the demonstration could not be made: ${made.stderr}`);
  return folder;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (!address || typeof address === "string") throw new Error("no free port");
  return address.port;
}

export class Server {
  url = "";
  log = "";
  #process: ChildProcess | undefined;
  #port = 0;

  private constructor(private readonly folder: string, private readonly pack?: string) {}

  /** Starts a server over a copy of the seeded folder, or in an empty county of another policy. */
  static async start(seeded: string, day = today, pack?: string): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), "qixing-e2e-"));
    if (!pack) cpSync(seeded, folder, { recursive: true });
    const server = new Server(folder, pack);
    server.#port = await freePort();
    server.url = `http://127.0.0.1:${server.#port}`;
    await server.#run(day);
    return server;
  }

  async #run(day: string): Promise<void> {
    const child = spawn(binary, ["demo", "--data", this.folder, "--today", day, "--listen", `127.0.0.1:${this.#port}`, ...(this.pack ? ["--pack", this.pack] : [])], { stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part: Buffer) => { this.log += part.toString(); });
    for (const end = Date.now() + 20_000; Date.now() < end; await pause(50)) {
      if (child.exitCode !== null) throw new Error(`the server ended:\n${this.log}`);
      if (await fetch(`${this.url}/readyz`).then((r) => r.ok, () => false)) return;
    }
    throw new Error(`the server was not ready in time:\n${this.log}`);
  }

  async #halt(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    await Promise.race([ended, pause(5_000).then(() => child.kill("SIGKILL"))]);
  }

  /** Lets days pass: the same folder and address, on a later day. */
  async moveTo(day: string): Promise<void> {
    await this.#halt();
    await this.#run(day);
  }

  async stop(): Promise<void> {
    await this.#halt();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
