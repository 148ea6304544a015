import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../../api/client";
import type { Coverage, RecordPage, Suspect } from "../../../api/contract";

/** Everything of one period below a unit: a sheet is small enough to be read whole. */
export const useSheet = (register: string, dated: string, period: string, town?: number) =>
  useQuery({
    queryKey: ["registers", register, "sheet", period, town],
    queryFn: () => reply(api.GET("/api/registers/{register}/records", { params: { path: { register }, query: { size: 1000, unit: town, filter: [`${dated}:eq:${period}`] } } })) as Promise<RecordPage>,
    enabled: period !== "",
  });

export const useCoverage = (register: string, year?: string) =>
  useQuery({
    queryKey: ["registers", register, "coverage", year],
    queryFn: () => reply(api.GET("/api/registers/{register}/coverage", { params: { path: { register }, query: { year } } })) as Promise<Coverage>,
  });

export const useDoubts = (register: string) =>
  useQuery({
    queryKey: ["registers", register, "doubts"],
    queryFn: () => (reply(api.GET("/api/registers/{register}/doubts", { params: { path: { register } } })) as Promise<{ items: Suspect[] }>).then((r) => r.items),
  });
