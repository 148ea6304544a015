import type { ProblemBody } from "./contract";

/** A refusal that a person can read. */
export class Problem extends Error {
  readonly body: ProblemBody;
  constructor(body: ProblemBody) {
    super(body.detail || body.title);
    this.body = body;
  }
  /** The message for one field, such as "amount": the last part of its location. */
  fieldMessage(field: string): string | undefined {
    const found = this.body.errors?.find((e) => e.location.split(".").pop() === field);
    return found && [found.message, found.hint].filter(Boolean).join(" ");
  }
  /** True when nothing reached the server: what was typed must be kept and sent again. */
  get offline(): boolean {
    return this.body.status === 0;
  }
}
