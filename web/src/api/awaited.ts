// Operations that pages are ready for and the server does not describe yet. Each line goes when the generated schema has it.
import type { Cockpit, IndicatorRecords } from "./contract";

interface Reply<T> { 200: { headers: { [name: string]: unknown }; content: { "application/json": T } } }

export interface awaited {
  "/api/cockpit": { get: { parameters: { query?: { period?: string }; path?: never; header?: never; cookie?: never }; responses: Reply<Cockpit> } };
  "/api/rounds/{id}/entries/{entry}/records": {
    get: { parameters: { query: { indicator: string }; path: { id: number; entry: number }; header?: never; cookie?: never }; responses: Reply<IndicatorRecords> };
  };
}
