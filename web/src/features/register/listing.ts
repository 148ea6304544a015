// The address bar of a register and the server's query say the same thing.
import type { RecordQuery, RecordState } from "../../api/contract";
import type { RegisterSearch } from "../../app/search";

export const pageSize = 30;

export function queryOf(search: RegisterSearch, reason?: string): RecordQuery {
  const { q, sort, page, filter, unit, state } = search;
  const gone = state === "deleted";
  return { q, sort, page: page ?? 1, size: pageSize, filter: filter?.length ? filter : undefined, unit_id: unit, state: state && !gone ? [state as RecordState] : undefined, deleted: gone || undefined, reason };
}

export function searchAddress(query: RecordQuery): string {
  const { page: _page, size: _size, filter, state, ...rest } = query;
  const pairs = Object.entries(rest).filter(([, v]) => v !== undefined).map(([k, v]) => [k, String(v)] as [string, string]);
  return new URLSearchParams([...pairs, ...(filter ?? []).map((f) => ["filter", f] as [string, string]), ...(state ?? []).map((s) => ["state", s] as [string, string])]).toString();
}

/** The next state of a column's sorting: down, up, none. */
export function nextSort(sort: string | undefined, field: string): string | undefined {
  if (sort === `-${field}`) return field;
  return sort === field ? undefined : `-${field}`;
}

export interface FieldFilter { field: string; operator: string; value: string }

export function parseFilter(text: string): FieldFilter {
  const [field = "", operator = "eq", ...value] = text.split(":");
  return { field, operator, value: value.join(":") };
}

export function withFilter(filters: string[] | undefined, field: string, next?: FieldFilter): string[] | undefined {
  const kept = (filters ?? []).filter((f) => parseFilter(f).field !== field);
  const all = next ? [...kept, `${next.field}:${next.operator}:${next.value}`] : kept;
  return all.length > 0 ? all : undefined;
}
