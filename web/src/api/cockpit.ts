// Where the county stands: targets, figures of towns and villages, what is late.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, reply } from "./client";
import type { Behind } from "./contract";
import type { components, operations } from "./schema";

type Schemas = components["schemas"];
export type Cockpit = Schemas["CockpitView"];
export type TargetView = Schemas["TargetView"];
export type TargetDetail = Schemas["TargetDetail"];
export type Pace = TargetView["pace"];
export type Attention = Schemas["AttentionView"];
export type Call = Schemas["CallView"];
export type Grid = Schemas["GridView"];
export type GridCell = Schemas["CellView"];
export type Late = Schemas["LateView"];
export type Trend = Schemas["TrendView"];
export type TrendQuery = NonNullable<operations["get-cockpit-trend"]["parameters"]["query"]>;
/** Which figure is opened down to its records. */
export interface FigureQuery { measure?: string; target?: string; unit_id?: number; period?: string }

export const useCockpit = (period?: string, measure?: string) =>
  useQuery({ queryKey: ["cockpit", period, measure], queryFn: () => reply(api.GET("/api/cockpit", { params: { query: { period, measure } } })), placeholderData: keepPreviousData });

export const useLate = () => useQuery({ queryKey: ["cockpit", "late"], queryFn: () => reply(api.GET("/api/cockpit/late")).then((r) => r.items) });

export const useTrend = (query: TrendQuery) =>
  useQuery({ queryKey: ["cockpit", "trend", query], queryFn: () => reply(api.GET("/api/cockpit/trend", { params: { query } })), placeholderData: keepPreviousData });

export const useTarget = (target: string) => useQuery({ queryKey: ["cockpit", "target", target], queryFn: () => reply(api.GET("/api/cockpit/targets/{target}", { params: { path: { target } } })) });

export const useFigureRecords = (query: FigureQuery) =>
  useQuery({ queryKey: ["cockpit", "records", query], queryFn: () => reply(api.GET("/api/cockpit/records", { params: { query } })).then((r) => r.items as Behind[]) });
