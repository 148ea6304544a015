import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import type { Compared, RecordPage, RecordRow } from "../../api/contract";

const most = 1000;

/** All of a register's records that one may see: a view shows the whole, page after page. */
async function readAll(register: string, unit?: number): Promise<RecordRow[]> {
  const rows: RecordRow[] = [];
  for (let page = 1; ; page += 1) {
    const part = (await reply(api.GET("/api/registers/{register}/records", { params: { path: { register }, query: { size: most, page, unit_id: unit } } }))) as RecordPage;
    rows.push(...part.items);
    if (rows.length >= part.total || part.items.length === 0) return rows;
  }
}

export const useAllRecords = (register: string | undefined, unit?: number) =>
  useQuery({ queryKey: ["registers", register, "all", unit], queryFn: () => readAll(register ?? "", unit), enabled: Boolean(register) });

export const useCompared = (register: string, view: string, year?: string, unit?: number) =>
  useQuery({
    queryKey: ["registers", register, "compare", view, year, unit],
    queryFn: () => reply(api.GET("/api/registers/{register}/compare/{view}", { params: { path: { register, view }, query: { year, unit_id: unit } } })) as Promise<Compared>,
    placeholderData: (before: Compared | undefined) => before,
  });
