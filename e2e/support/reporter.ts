// Says each journey's name as it ends, what failed and why, and "N passed, N failed" at the end.
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

export default class Lines implements Reporter {
  #passed = 0;
  #failed: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    const name = test.titlePath().slice(3).join(" › ");
    const seconds = (result.duration / 1000).toFixed(1);
    if (result.status === "passed") {
      this.#passed++;
      console.log(`ok   ${name} (${seconds} s)`);
      return;
    }
    this.#failed.push(name);
    console.log(`FAIL ${name} (${seconds} s)`);
    for (const error of result.errors) console.log(indent(error.stack ?? error.message ?? ""));
    for (const kept of result.attachments) if (kept.path) console.log(indent(`${kept.name}: ${kept.path}`));
  }

  onError(error: { message?: string; stack?: string }): void {
    this.#failed.push("outside the journeys");
    console.log(error.stack ?? error.message);
  }

  onEnd(result: FullResult): void {
    for (const name of this.#failed) console.log(`failed: ${name}`);
    console.log(`${this.#passed} passed, ${this.#failed.length} failed (${(result.duration / 1000).toFixed(0)} s)`);
  }

  printsToStdio(): boolean {
    return true;
  }
}

const colours = /\u001b\[\d+m/g;
const indent = (text: string) => text.replace(colours, "").split("\n").slice(0, 40).map((line) => `     ${line}`).join("\n");
