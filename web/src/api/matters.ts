// Matters and their records. A step refreshes the matter, its register, what one owes and what is computed from it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, reply } from "./client";
import type { FieldView, RecordRow, RegisterView, Titles, Value } from "./contract";
import type { components } from "./schema";

type Schemas = components["schemas"];
type Values = { [field: string]: Value };

export type Matter = Schemas["MatterView"];
export type MatterForm = Omit<Schemas["MatterDetail"], "form"> & { form: FieldView[] };
export type MatterRow = Schemas["MatterRow"];
export type Offer = Omit<Schemas["OfferView"], "fields"> & { fields: FieldView[] };
export type Child = Omit<Schemas["ChildView"], "register" | "records"> & { register: RegisterView; records: RecordRow[] };
export type Taken = Schemas["TakenView"];
export type Leader = Schemas["LeaderView"];
export type Piles = Schemas["PilesView"];
export type MatterRecord = Omit<Schemas["MatterRecordView"], "offers" | "children" | "values" | "fields"> & { offers: Offer[]; children: Child[]; values: Values; fields: FieldView[] };
export interface Step { step: string; revision: number; values: Values; note: string; receipt: string; request: string }

const key = ["matters"] as const;

export const useMatters = () => useQuery({ queryKey: [...key], queryFn: () => reply(api.GET("/api/matters")).then((r) => r.items) });

export const useMatter = (matter: string) =>
  useQuery({ queryKey: [...key, matter], queryFn: () => reply(api.GET("/api/matters/{matter}", { params: { path: { matter } } })) as Promise<MatterForm> });

export const useMatterRecords = (matter: string, query: { status?: string; q?: string; page?: number; size?: number }) =>
  useQuery({ queryKey: [...key, matter, "list", query], queryFn: () => reply(api.GET("/api/matters/{matter}/records", { params: { path: { matter }, query } })), placeholderData: (old) => old });

export const useMatterRecord = (matter: string, id: number) =>
  useQuery({ queryKey: [...key, matter, "record", id], queryFn: () => reply(api.GET("/api/matters/{matter}/records/{id}", { params: { path: { matter, id } } })) as Promise<unknown> as Promise<MatterRecord> });

export const useSuggestions = (matter: string, id: number, step: string, wanted: boolean) =>
  useQuery({ queryKey: [...key, matter, "record", id, "suggestions", step], enabled: wanted,
    queryFn: () => reply(api.GET("/api/matters/{matter}/records/{id}/steps/{step}/suggestions", { params: { path: { matter, id, step } } })).then((r) => r.items) });

export const usePiles = (matter: string, by: string | undefined, year: number) =>
  useQuery({ queryKey: [...key, matter, "piles", by, year], queryFn: () => reply(api.GET("/api/matters/{matter}/piles", { params: { path: { matter }, query: { by, year } } })), placeholderData: (old) => old });

export const useNewChild = (matter: string, id: number, register: string) =>
  useQuery({ queryKey: [...key, matter, "record", id, "child", register], gcTime: 0, staleTime: 0,
    queryFn: () => reply(api.GET("/api/matters/{matter}/records/{id}/children/{register}", { params: { path: { matter, id, register } } })) as Promise<{ unit_id: number; values: Values; titles: Titles }> });

export const useRecordTitles = (register: string, q: string) =>
  useQuery({ queryKey: ["registers", register, "titles", q], enabled: register !== "", placeholderData: (old) => old,
    queryFn: () => reply(api.GET("/api/registers/{register}/titles", { params: { path: { register }, query: { q: q || undefined } } })).then((r) => r.items) });

function useMatterAction<Input, Output>(act: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => Promise.all([key, ["tasks"], ["registers"], ["cockpit"]].map((queryKey) => queries.invalidateQueries({ queryKey }))) });
}

export const useStart = (matter: string) =>
  useMatterAction((body: { unit_id?: number; person_id?: number; values: Values; for_other: boolean; request: string }) => reply(api.POST("/api/matters/{matter}/records", { params: { path: { matter } }, body })));

export const useStep = (matter: string, id: number) =>
  useMatterAction(({ step, ...body }: Step) =>
    reply(api.POST("/api/matters/{matter}/records/{id}/steps/{step}", { params: { path: { matter, id, step } }, body: { ...body, note: body.note || undefined, receipt: body.receipt || undefined } })));

export const useAddChild = (register: string) =>
  useMatterAction((body: { unit_id: number; values: Values }) => reply(api.POST("/api/registers/{register}/records", { params: { path: { register } }, body })));

export const useEditForm = (register: string, id: number) =>
  useMatterAction((body: { revision: number; values: Values }) => reply(api.PUT("/api/registers/{register}/records/{id}", { params: { path: { register, id } }, body })));

/** Names a request, so that one that is sent twice is done once. */
export const requestName = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
