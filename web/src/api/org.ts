// The county's tree of units, and its people. Names are public within the county.
import { useQuery } from "@tanstack/react-query";
import { api, reply } from "./client";

export const useUnits = () => useQuery({ queryKey: ["units"], queryFn: () => reply(api.GET("/api/units")).then((r) => r.items), staleTime: 600_000 });

export const usePersons = (q: string, unit?: number) =>
  useQuery({ queryKey: ["persons", q, unit], queryFn: () => reply(api.GET("/api/persons", { params: { query: { q, unit_id: unit } } })), enabled: q.length > 0 || unit !== undefined });
