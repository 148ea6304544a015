// What the server answers, in the words of the glossary. Points, values and sums are decimal strings (sums in 元),
// dates are "2022-11-15", times RFC 3339.

export interface Grant { role: string; role_title: string; unit_id: number; unit_title: string }
export interface Account { id: number; login: string; title: string; person_id?: number; must_change: boolean; language: string }
export interface DemoAccount { login: string; title: string; role: string; role_title: string; unit_title: string }
export interface Session {
  signed_in: boolean;
  demonstration: boolean;
  account?: Account;
  grants?: Grant[];
  rights?: string[];
  county: { code: string; title: string };
  pack: { name: string; title: string };
  demo_accounts?: DemoAccount[];
  idle_minutes: number;
  oidc: boolean;
}

export type TaskKind = "assess" | "recommend" | "review" | "decide" | "publish" | "confirm" | "check" | "fill" | "objection" | "payout" | "returned";
export type TaskBucket = "late" | "today" | "week" | "later";
export interface Task {
  id: string; kind: TaskKind; title: string; about: string; why: string; due?: string; workdays_left?: number;
  bucket: TaskBucket; href: string; done?: number; total?: number;
}
export interface TaskList { items: Task[]; next?: { title: string; opens: string } }

export interface Unit { id: number; parent_id: number; kind: string; code: string; title: string }
export interface Post { role: string; role_title: string; unit_title: string; from: string; to?: string }
export interface Person { id: number; name: string; unit_id: number; unit_title: string; posts: Post[] }

export interface FieldView {
  id: string; type: string; title: string; help?: string; unit?: string; required: boolean;
  options?: { id: string; title: string }[]; of?: string; decimals?: number; max_length?: number; sensitive: boolean;
}
export interface RegisterView {
  id: string; title: string; chapter: string; note?: string; owner: string; may_fill: boolean; may_check: boolean; may_read: boolean;
  fields: FieldView[]; unique: string[]; dated?: string;
}
export interface ParameterView { id: string; title: string; unit: string; value: string; from?: string; basis: string; confirmed: boolean }
export interface SchemeView {
  id: string; title: string; chapter: string; subject: string; period: string; approval_basis: string; criteria: CriterionView[];
}
export interface CriterionView { id: string; title: string; points: string; indicators: IndicatorView[] }
export interface IndicatorView { id: string; title: string; points: string; rule: string; rated?: boolean; self?: boolean }
export interface PackView {
  name: string; title: string; title_en?: string; county: string; version: string; source: string; fingerprint: string;
  chapters: { id: string; title: string; text: string }[]; roles: { id: string; title: string; at: string }[];
  registers: RegisterView[]; measures: { id: string; title: string; unit: string }[]; parameters: ParameterView[]; schemes: SchemeView[];
}
export interface PackDocument { sections: { title: string; articles: { number: string | number; text: string; notes: string[] }[] }[] }
export interface PackVersion { version: string; applied_at: string; applied_by: string; current: boolean }
export interface PackDiff { changes: { place: string; text: string }[] }

export type Value = string | number | boolean | string[] | null;
export type RecordState = "draft" | "filled" | "checked" | "returned";
export interface RecordRow {
  id: number; revision: number; unit_id: number; unit_title: string; town_title?: string; person_id?: number; person_name?: string;
  state: RecordState; values: { [field: string]: Value }; filled_by: string; filled_at: string; checked_by?: string; checked_at?: string; note?: string;
}
export interface Revision { revision: number; at: string; actor: string; action: string; reason?: string; values: { [field: string]: Value } }
export interface RecordDetail extends RecordRow { history: Revision[] }
export interface RecordPage { total: number; page: number; size: number; totals: { [field: string]: string }; items: RecordRow[] }
export interface RecordInput { unit_id?: number; person_id?: number; values: { [field: string]: Value }; draft?: boolean }
export interface BulkRow { id?: number; revision?: number; unit_id?: number; values: { [field: string]: Value } }
export interface ImportFault { sheet: string; cell: string; row: number; column: string; value: string; message: string; hint: string }
export interface ImportResult {
  created: number; updated: number; unchanged: number; errors: ImportFault[];
  preview: { header: string[]; rows: { row: number; cells: string[]; faults: { [column: string]: string } }[] };
}
export interface StoredFile { id: number; name: string; size: number; media_type: string }

export type Action = "assess" | "recommend" | "review" | "decide" | "publish" | "confirm";
export type Ability = "manage" | Action | "what_if" | "sheet";
export interface RoundRow {
  id: number; scheme: string; title: string; period: string; reference_date: string; status: "open" | "closed";
  stage: { id: string; title: string; action: Action } | null; entries: number; selected: number; opened_at: string;
}
export interface StageView {
  id: string; title: string; action: Action; role_title: string; due?: string; state: "done" | "current" | "next";
  closed_at?: string; closed_by?: string; done: number; total: number; late: boolean;
}
export interface Round extends RoundRow {
  stages: StageView[]; criteria: CriterionView[]; parameters: ParameterView[]; select?: number; approval_basis: string; pack: string;
  inputs_sha256?: string; may: Ability[]; recused: number;
}
export type EntryStatus =
  | "open" | "submitted" | "recommended" | "not_recommended" | "reviewed" | "selected" | "not_selected"
  | "published" | "objected" | "reopened" | "confirmed" | "withdrawn" | "revoked" | "rejected";
export interface Subject { id: number; kind: string; code: string; title: string; town_id?: number; town_title?: string }
export interface EntryRow {
  id: number; subject: Subject; rank: number | null; total: string; criteria: { id: string; points: string; of: string }[];
  indicators?: { key: string; points: string; of: string; state: string }[];
  vetoed: boolean; veto_reasons: string[]; incomplete: boolean; tied: boolean; stage: string; status: EntryStatus;
  recommended?: boolean; selected?: boolean; returned_reason?: string;
}
export interface ExplainedIndicator {
  key: string; id: string; title: string; points: string; of: string; rule: string; state: "present" | "missing" | "not_applicable"; sentence: string;
  inputs: { measure: string; title: string; value: string; display: string; register?: string }[]; records: number; note?: string;
}
export interface Explanation {
  criteria: { id: string; title: string; points: string; of: string; note?: string; indicators: ExplainedIndicator[] }[];
  difference?: { title: string; total: string; criteria: { title: string; points: string }[] };
  vetoes: { reason: string; state: string }[];
}
export interface Opinion { stage: string; actor: string; at: string; action: string; text: string }
export type AnswerKind = "answer" | "reconsideration" | "appeal";
export interface Answer { id: number; kind: AnswerKind; text: string; at: string; due?: string; reply?: string; outcome?: string; replied_at?: string }
export interface Entry extends EntryRow {
  explanation: Explanation; opinions: Opinion[]; assessment?: Assessment; readers: { who: string; at: string; purpose: string }[];
  changes: { indicator: string; before: string; after: string; since: string }[]; awards: { title: string; amount?: string; state: string }[];
  answers: Answer[]; may: string[];
}
export interface IndicatorRecords { register: string; title: string; items: RecordRow[] }

export interface AssessmentItem {
  key: string; criterion: string; title: string; sentence: string; figures: { measure: string; title: string; display: string; records: number }[];
  verdict?: "right" | "wrong" | null; remark?: string; self_points?: string; needs_points: boolean;
}
export interface Assessment {
  version: number; saved_at?: string; submitted_at?: string; done: number; total: number; items: AssessmentItem[]; statement?: string;
  files: { id: number; name: string }[];
}
export interface AssessmentDraft {
  version: number; items: { key: string; verdict?: "right" | "wrong" | null; remark?: string; self_points?: string }[]; statement?: string; files?: number[];
}

export interface Pick { entry: number; recommended: boolean | null; reason?: string }
export interface Recommendation {
  town: { id: number; title: string }; quota: number; pool: number; submitted_at?: string; version: number; picks: Pick[]; reasons: string[];
}

export interface Anchor { points: string; text: string }
export interface Scale { [key: string]: { title: string; of: string; anchors: Anchor[] } }
export interface ReviewList {
  mine: { entry: number; title: string; town_title: string; done: number; total: number; submitted: boolean }[];
  recused: number; scale: Scale; extremes: { above: string; below: string };
  spread?: { mine: number[]; others: number[]; labels: string[] };
}
export interface Review { version: number; ratings: { key: string; points: string; reason?: string }[]; opinion?: string; submitted_at?: string }
export interface Reviewers { items: { title: string; done: number; total: number; mean: string; histogram: number[] }[]; labels: string[] }

export interface DecisionInput {
  minutes_no: string; date: string; expected: number; present: number;
  votes: { entry: number; agree: number; against: number; abstain: number }[];
  selected: number[]; reasons: { entry: number; text: string }[]; vacant_reason?: string;
}
export interface Decision extends DecisionInput { decided_at?: string; decided_by?: string }
export interface SheetEntry extends EntryRow { case: string[] }
export interface Sheet {
  title: string; period: string; quota: number; county: string; entries: SheetEntry[]; ties: { places: number[]; entries: number[] }[];
  vetoed: EntryRow[]; incomplete: EntryRow[]; approval_basis: string; decision?: Decision;
}

export interface WhatIfRow { entry: number; title: string; rank: number | null; total: string; selected: boolean }
export interface WhatIf {
  before: WhatIfRow[]; after: WhatIfRow[]; moved: { entry: number; title: string; from: number | null; to: number | null }[];
  stability: { entry: number; title: string; share: number }[];
  towns_left_out: { town: string; entered: string[]; left: string[] }[]; sentence: string;
}

export type NoticeState = "draft" | "standing" | "held" | "closed";
export interface Notice {
  id: number; token: string; title: string; round_id: number; state: NoticeState; from: string; to: string; closes_at: string; workdays: number;
  objections: { open: number; total: number }; href: string;
}
export type ObjectionState = "received" | "accepted" | "not_accepted" | "verifying" | "found" | "not_found" | "replied";
export interface Objection {
  id: number; notice_id: number; entry_id?: number; about: string; text: string; name?: string; contact_masked?: string; received_at: string;
  state: ObjectionState; reply?: string; due?: string;
}

export interface Award {
  id: number; round_id: number; title: string; subject: string; to_title: string; kind: "honor" | "funds" | "subsidy" | "flag";
  amount?: string; state: string; from?: string; until?: string;
}
export type PayoutState = "due" | "approved" | "paid" | "stopped";
export interface Payout {
  id: number; award: string; payee: string; payee_kind: "unit" | "person"; unit_title: string; month?: string; amount: string; due: string;
  state: PayoutState; paid_at?: string; voucher?: string;
}
export interface PayoutPage { total: number; sum: string; items: Payout[] }
export interface Flag { id: number; title: string; holder: string; unit_title: string; since?: string; until?: string; used?: boolean; purpose?: string; used_at?: string }

export type Pace = "reached" | "on_pace" | "behind" | "missed";
export interface TargetView { id: string; title: string; value: string; goal: string; unit: string; display: string; pace: Pace; expected?: string; forecast?: string }
export interface GridCell { title: string; value: string | null; display: string; shade: number; unit_id?: number }
export interface Cockpit {
  chapters: { id: string; title: string; targets: TargetView[] }[];
  attention: { title: string; detail: string; call?: string }[];
  grid?: { measure: string; title: string; towns: { title: string; cells: GridCell[] }[] };
}

export interface JournalLeaf { index: number; kind: string; subject: string; actor: string; at: string; summary: string; hash: string }
export interface JournalPage { size: number; root: string; items: JournalLeaf[] }
export interface Verification { ok: boolean; size: number; fault?: string }
export interface AccountRow { id: number; login: string; title: string; person_id?: number; disabled: boolean; must_change?: boolean; locked_until?: string; roles?: string[] }
export interface GrantRow { id: number; account_id: number; login: string; account_title?: string; role: string; role_title: string; unit_id: number; unit_title: string; granted_at: string; granted_by?: string }
export interface Conflict { id: number; unit_id: number; unit_title: string; reason: string; declared_at: string }

export interface ProblemBody {
  title: string; status: number; detail?: string; code?: string; incident?: string;
  errors?: { location: string; message: string; hint?: string; value?: unknown }[];
}
