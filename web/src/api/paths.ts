// The addresses of the API, in the shape that openapi-fetch reads. One line an operation.
import type * as c from "./contract";

type Parameters<Path, Query> = ([Path] extends [never] ? { path?: never } : { path: Path })
  & ([Query] extends [never] ? { query?: never } : { query?: Query })
  & { header?: never; cookie?: never };
type Answer<Reply> = { responses: { 200: { headers: object; content: { "application/json": Reply } } } };
type Get<Reply, Path = never, Query = never> = { parameters: Parameters<Path, Query> } & Answer<Reply>;
type Send<Body, Reply = unknown, Path = never, Query = never> = Get<Reply, Path, Query> & { requestBody: { content: { "application/json": Body } } };
type Act<Reply = unknown, Path = never, Query = never> = Get<Reply, Path, Query>;
type Items<T> = { items: T[] };

type Id = { id: number };
type InRound = { id: number; entry: number };
type InRegister = { register: string };
type OneRecord = { register: string; id: number };
export interface RecordQuery { q?: string; sort?: string; page?: number; size?: number; filter?: string[]; unit_id?: number; state?: string[]; person_id?: number; deleted?: boolean; reason?: string }
type Reason = { reason: string };

export interface paths {
  "/api/session": { get: Get<c.Session>; post: Send<{ login: string; password: string; code?: string } | { demo_login: string }, c.Session>; delete: Act };
  "/api/session/password": { post: Send<{ old: string; new: string }> };
  "/api/session/totp": { post: Act<{ uri: string; secret: string }> };
  "/api/session/totp/confirm": { post: Send<{ code: string }> };
  "/api/tasks": { get: Get<c.TaskList> };
  "/api/units": { get: Get<Items<c.Unit>> };
  "/api/persons": { get: Get<{ total: number } & Items<c.Person>, never, { q?: string; unit_id?: number; page?: number }> };
  "/api/pack": { get: Get<c.PackView> };
  "/api/pack/document": { get: Get<c.PackDocument> };
  "/api/pack/versions": { get: Get<Items<c.PackVersion>> };
  "/api/pack/diff": { get: Get<c.PackDiff, never, { from: string; to: string }> };
  "/api/registers/{register}/records": { get: Get<c.RecordPage, InRegister, RecordQuery>; post: Send<c.RecordInput, c.RecordRow, InRegister> };
  "/api/registers/{register}/records/bulk": { post: Send<{ rows: c.BulkRow[] }, Items<c.RecordRow>, InRegister> };
  "/api/registers/{register}/records/{id}": {
    get: Get<c.RecordDetail, OneRecord, { reason?: string }>;
    put: Send<{ revision: number; values: c.RecordRow["values"]; draft?: boolean }, c.RecordRow, OneRecord>;
    delete: Act<unknown, OneRecord, { revision: number; reason: string }>;
  };
  "/api/registers/{register}/records/{id}/check": { post: Send<{ revision: number }, c.RecordRow, OneRecord> };
  "/api/registers/{register}/records/{id}/return": { post: Send<{ revision: number } & Reason, c.RecordRow, OneRecord> };
  "/api/registers/{register}/records/{id}/correct": { post: Send<{ revision: number; values: c.RecordRow["values"] } & Reason, c.RecordRow, OneRecord> };
  "/api/registers/{register}/records/{id}/restore": { post: Act<c.RecordRow, OneRecord> };
  "/api/rounds": { get: Get<Items<c.RoundRow>>; post: Send<{ scheme: string; period: string; reference_date: string; title?: string }, c.Round> };
  "/api/rounds/{id}": { get: Get<c.Round, Id> };
  "/api/rounds/{id}/entries": { get: Get<Items<c.EntryRow>, Id, { town_id?: number; detail?: boolean }> };
  "/api/rounds/{id}/entries/{entry}": { get: Get<c.Entry, InRound> };
  "/api/rounds/{id}/entries/{entry}/records": { get: Get<c.IndicatorRecords, InRound, { indicator: string }> };
  "/api/rounds/{id}/entries/{entry}/assessment": { get: Get<c.Assessment, InRound>; put: Send<c.AssessmentDraft, c.Versioned, InRound> };
  "/api/rounds/{id}/entries/{entry}/assessment/submit": { post: Send<{ version: number }, c.Versioned, InRound> };
  "/api/rounds/{id}/entries/{entry}/return": { post: Send<Reason, unknown, InRound> };
  "/api/rounds/{id}/entries/{entry}/withdraw": { post: Send<Reason, unknown, InRound> };
  "/api/rounds/{id}/entries/{entry}/revoke": { post: Send<Reason, unknown, InRound> };
  "/api/rounds/{id}/entries/{entry}/recusal": { post: Send<Reason, unknown, InRound> };
  "/api/rounds/{id}/entries/{entry}/review": { get: Get<c.Review, InRound>; put: Send<{ version: number; ratings: c.Rating[]; opinion?: string }, c.Versioned, InRound> };
  "/api/rounds/{id}/entries/{entry}/review/submit": { post: Send<{ version: number }, c.Versioned, InRound> };
  "/api/rounds/{id}/entries/{entry}/answers": { post: Send<{ kind: c.AnswerKind; text: string }, c.Answer, InRound> };
  "/api/answers/{id}/reply": { post: Send<{ text: string; outcome: "upheld" | "kept" }, unknown, Id> };
  "/api/rounds/{id}/recommendation": {
    get: Get<c.Recommendation, Id, { town_id?: number }>;
    put: Send<{ town_id: number; version: number; picks: c.Pick[] }, c.Versioned, Id>;
  };
  "/api/rounds/{id}/recommendation/submit": { post: Send<{ town_id: number; version: number }, c.Versioned, Id> };
  "/api/rounds/{id}/reviews": { get: Get<c.ReviewList, Id> };
  "/api/rounds/{id}/reviewers": { get: Get<Items<c.Reviewer>, Id> };
  "/api/rounds/{id}/close": { post: Send<{ stage: string; reason?: string }, c.Round, Id> };
  "/api/rounds/{id}/sheet": { get: Get<c.Sheet, Id> };
  "/api/rounds/{id}/decision": { post: Send<c.DecisionInput, c.Round, Id> };
  "/api/rounds/{id}/notice": { post: Send<c.NoticeInput, c.Notice, Id> };
  "/api/rounds/{id}/confirm": { post: Act<Items<c.Award>, Id> };
  "/api/rounds/{id}/entries/{entry}/ruling": { post: Send<{ indicator: string; ruling: "zero" | "not_applicable" } & Reason, unknown, InRound> };
  "/api/answers": { get: Get<Items<c.Answer>> };
  "/api/rounds/{id}/what-if": { post: Send<{ parameters: { [id: string]: string }; points: { [key: string]: string } }, c.WhatIf, Id> };
  "/api/notices": { get: Get<Items<c.Notice>> };
  "/api/notices/{id}/publish": { post: Act<c.Notice, Id> };
  "/api/notices/{id}/close": { post: Act<c.Notice, Id> };
  "/api/notices/{id}": { delete: Act<unknown, Id> };
  "/api/objections": { get: Get<Items<c.Objection>> };
  "/api/objections/{id}/accept": { post: Send<{ accepted: boolean; reason?: string }, c.Objection, Id> };
  "/api/objections/{id}/finding": { post: Send<{ verifiers: string[]; upheld: boolean; finding: string; reply: string }, c.Objection, Id> };
  "/api/awards": { get: Get<Items<c.Award>, never, { round?: number }> };
  "/api/payouts": { get: Get<c.PayoutPage, never, { state?: string; q?: string; page?: number }> };
  "/api/payouts/approve": { post: Send<{ ids: number[] }> };
  "/api/payouts/pay": { post: Send<{ ids: number[]; voucher: string; paid_on: string }> };
  "/api/flags": { get: Get<Items<c.Flag>> };
  "/api/flags/{id}/use": { post: Send<{ used: boolean; purpose: string }, unknown, Id> };
  "/api/cockpit": { get: Get<c.Cockpit, never, { period?: string }> };
  "/api/journal": { get: Get<c.JournalPage, never, { kind?: string; q?: string; after?: number; limit?: number }> };
  "/api/journal/verify": { post: Act<c.Verification> };
  "/api/accounts": { get: Get<Items<c.AccountRow>>; post: Send<{ login: string; title: string; person_id?: number }, { id: number; login: string; password: string }> };
  "/api/accounts/{id}/reset": { post: Act<{ password: string }, Id> };
  "/api/accounts/{id}/disable": { post: Act<unknown, Id> };
  "/api/accounts/{id}/enable": { post: Act<unknown, Id> };
  "/api/grants": { get: Get<Items<c.GrantRow>>; post: Send<{ account_id: number; role: string; unit_id: number }> };
  "/api/grants/{id}": { delete: Act<unknown, Id> };
  "/api/grants/{id}/confirm": { post: Act<unknown, Id> };
  "/api/conflicts": { get: Get<Items<c.Conflict>>; post: Send<{ unit_id: number; reason: string }, c.Conflict> };
  "/api/conflicts/{id}": { delete: Act<unknown, Id> };
}
