// The one way to the server. Call `reply(api.GET(...))`: it gives the body, or throws a Problem that a person can read.
import createClient from "openapi-fetch";
import { language } from "../app/language";
import type { ProblemBody } from "./contract";
import { Problem } from "./problem";
import type { paths } from "./schema";

export { Problem };

/** Listeners are told when the server no longer knows this session. */
export const signedOut = new EventTarget();

async function fetchOrProblem(request: Request): Promise<Response> {
  request.headers.set("Accept-Language", language());
  try {
    return await fetch(request);
  } catch {
    throw new Problem({ title: "", status: 0, code: "offline" });
  }
}

export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: fetchOrProblem, querySerializer: { array: { style: "form", explode: true } } });

export async function reply<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw problemOf(response.status, error);
}

function problemOf(status: number, error: unknown): Problem {
  const body = (typeof error === "object" && error !== null ? error : {}) as Partial<ProblemBody>;
  if (status === 401 && body.code !== "session.credentials") signedOut.dispatchEvent(new Event("signed-out"));
  return new Problem({ ...body, title: body.title ?? "", status });
}

/** Sends files as a form: the one thing that isn't JSON. */
export async function upload<T>(address: string, file: File): Promise<T> {
  const form = new FormData();
  form.append("file", file);
  const response = await fetchOrProblem(new Request(address, { method: "POST", body: form }));
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  return body as T;
}
