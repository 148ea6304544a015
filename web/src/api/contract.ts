// What the server answers, in the words of the glossary. Points, values and sums are decimal strings (sums in 元),
// dates are "2022-11-15", times RFC 3339.

export interface Grant { role: string; role_title: string; unit_id: number; unit_title: string }
export interface Account { id: number; login: string; title: string; person_id?: number; must_change: boolean; has_code: boolean; language: string }
export interface DemoAccount { login: string; title: string; role: string; role_title: string; unit_title: string }
export interface Session {
  signed_in: boolean;
  demonstration: boolean;
  account?: Account;
  grants?: Grant[];
  rights?: string[];
  county: { code?: string; title: string };
  pack: { name?: string; title: string };
  today: string;
  demo_accounts?: DemoAccount[];
  idle_minutes: number;
  oidc: boolean;
}

export type TaskKind = "organise" | "assess" | "recommend" | "review" | "decide" | "publish" | "confirm" | "check" | "fill" | "near" | "objection" | "answer" | "payout" | "matter" | "returned" | "contest";
export type TaskBucket = "late" | "today" | "week" | "later";
export interface Task {
  id: string; kind: TaskKind; title: string; about: string; why: string; due?: string; workdays_left?: number;
  bucket: TaskBucket; href: string; done?: number; total?: number;
}
export interface TaskList { items: Task[]; next?: { title: string; opens: string } }

export interface Unit { id: number; parent_id: number; kind: string; code: string; title: string; valid_to?: string }
export interface Post { role: string; role_title: string; unit_title: string; from: string; to?: string }
export interface Person { id: number; name: string; unit_id: number; unit_title: string; posts: Post[] }

export interface FieldView {
  id: string; type: string; title: string; help?: string; unit?: string; required: boolean;
  options?: { id: string; title: string; group?: string }[]; of?: string; decimals?: number; max_length?: number; sensitive: boolean; by_steps?: boolean;
}
export interface RegisterView {
  id: string; title: string; chapter: string; note?: string; owner: string; checked: boolean; sensitive: boolean; may_fill: boolean; may_check: boolean; may_read: boolean;
  fields: FieldView[]; unique: string[]; dated?: string; matter?: string; grid?: { columns: string; value: string }; covers: boolean; doubts: boolean; views: ViewDeclared[];
}
export interface ParameterView { id: string; title: string; unit: string; value: string; display: string; from?: string; basis: string; confirmed: boolean }
export interface SchemeView {
  id: string; title: string; chapter: string; subject: string; period: string; approval_basis: string; approved: boolean; criteria: CriterionView[];
}
export interface CriterionView { id: string; title: string; points: string; indicators: IndicatorView[] }
export interface IndicatorView { key: string; basis?: string; id: string; title: string; points: string; rule: string; rated?: boolean; self?: boolean }
export interface PackView {
  name: string; title: string; title_en?: string; county: string; version: string; source: string; fingerprint: string;
  chapters: { id: string; title: string; text: string }[]; roles: { id: string; title: string; at: string }[];
  registers: RegisterView[]; measures: { id: string; title: string; unit: string }[]; parameters: ParameterView[]; schemes: SchemeView[]; targets: { id: string; title: string; chapter: string; goal: string; by: string }[];
}
export interface PackDocument { sections: { title: string; articles: { number: string | number; text: string; notes: string[] }[] }[] }
export interface PackVersion { version: string; fingerprint: string; applied_at: string; applied_by: string; current: boolean }
export interface PackDiff { changes: { kind: "added" | "removed" | "changed"; place: string; text: string }[] }

/** A way to look at a register besides the table: exactly one of the four. */
export interface ViewDeclared {
  id: string; title: string; line?: { of: string; order: string; note: string[] }; network?: { from: string; to: string; weight?: string; label: string[] };
  cross?: { columns: string; cell: string[] }; compare?: string[];
}
type Figures = (string | null)[];
/** Measures of a unit, year against year; null is missing, not zero. */
export interface Compared {
  title: string; year: string; parent?: number; unit: ComparedUnit; measures: { id: string; title: string; unit: string }[];
  periods: { period: string; now: Figures; before: Figures }[]; rows: ComparedUnit[];
}
export interface ComparedUnit { unit_id: number; title: string; opens: boolean; now: Figures; before: Figures }

/** Records that look as if they were one fact entered twice. */
export interface Suspect { key: string; doubt: string; title: string; same: string[]; records: RecordRow[]; settled_by?: string; settled_at?: string; reason?: string; may_settle: boolean }

/** Which units have filled in which periods of a year. */
export type SlotState = "missing" | "late" | "draft" | "filled" | "returned" | "checked" | "future";
export interface Coverage {
  register: string; title: string; year: string; periods: { id: string; title: string; due?: string }[];
  rows: { unit_id: number; title: string; town: string; slots: { state: SlotState; count: number }[] }[]; owed: number;
}

export type Value = string | number | boolean | string[] | null;
export type RecordState = "draft" | "filled" | "checked" | "returned";
/** What references are called, by field:id. */
export type Titles = { [reference: string]: string };

export interface RecordRow {
  id: number; revision: number; unit_id: number; unit_title: string; town_title?: string; person_id?: number; person_name?: string;
  state: RecordState; values: { [field: string]: Value }; titles?: Titles; filled_by: string; filled_at: string; checked_by?: string; checked_at?: string; note?: string; deleted?: boolean; may_fill: boolean; may_check: boolean;
}
export interface Revision { revision: number; at: string; actor: string; action: "draft" | "fill" | "check" | "return" | "correct" | "delete" | "restore" | "step"; reason?: string; state: string; values: { [field: string]: Value } }
export interface RecordDetail extends RecordRow { history: Revision[]; files: StoredFile[] }
export interface RecordPage { total: number; page: number; size: number; totals: { [field: string]: string }; items: RecordRow[] }
export interface RecordQuery { q?: string; sort?: string; page?: number; size?: number; filter?: string[]; unit_id?: number; state?: RecordState[]; person_id?: number; deleted?: boolean; reason?: string }
export interface RecordInput { unit_id?: number; person_id?: number; values: { [field: string]: Value }; draft?: boolean }
export interface BulkRow { id?: number; revision?: number; unit_id?: number; values: { [field: string]: Value } }
export interface ImportFault { sheet: string; cell: string; row: number; column: string; value: string; message: string; hint: string }
export interface ImportResult {
  saved: boolean; rows: number; created: number; updated: number; unchanged: number; skipped: number; ignored: string[]; more: boolean; errors: ImportFault[];
  /** The beginning of the sheet. Faults by the column's letters; under an empty name, with the whole row. */
  preview?: { columns: { letters: string; title: string; understood: boolean }[]; rows: { row: number; cells: string[]; faults?: { [letters: string]: string } }[] };
}
export interface StoredFile { id: number; name: string; size: number; media_type: string }

export type Action = "assess" | "recommend" | "review" | "decide" | "publish" | "confirm";
export type Ability = "manage" | Action | "what_if" | "sheet";
export interface RoundRow {
  id: number; scheme: string; scheme_title: string; title: string; period: string; reference_date: string; status: "open" | "closed";
  stage: string; stage_title: string; entries: number; selected: number; opened_at: string;
}
export interface StageView {
  id: string; title: string; action: Action; role_title: string; due?: string; state: "done" | "current" | "next";
  opened_at?: string; closed_at?: string; closed_by?: string; reason?: string; done: number; total: number; late: boolean;
}
export interface Round extends RoundRow {
  stages: StageView[]; criteria: CriterionView[]; parameters: ParameterView[]; select: number; approval_basis: string; approved: boolean; pack: string;
  may: Ability[]; recused: number;
}
export type EntryStatus =
  | "open" | "entered" | "submitted" | "recommended" | "not_recommended" | "reviewed" | "selected" | "not_selected"
  | "published" | "objected" | "reopened" | "confirmed" | "withdrawn" | "revoked" | "rejected";
/** `unit_title` is where a person serves. */
export interface Subject { kind: string; code: string; title: string; unit_id: number; unit_title?: string; town_id: number; town_title: string }
export interface EntryPoints { id: string; points: string; of: string; state?: "present" | "missing" | "not_applicable" }
export interface EntryRow {
  id: number; subject: Subject; rank: number | null; total: string; grade?: string; criteria: EntryPoints[];
  /** Everyone is to have a grade; nobody is chosen. */
  grades_all?: boolean;
  /** By "criterion.indicator"; only where the detail was asked for. */
  indicators?: EntryPoints[];
  vetoed: boolean; veto_reasons: string[]; incomplete: boolean; tied: boolean; stage: string; status: EntryStatus; returned_reason?: string;
}
export type Ruling = "zero" | "not_applicable";
export interface ExplainedIndicator {
  key: string; id: string; title: string; points: string; of: string; rule: string; state: "present" | "missing" | "not_applicable"; awaited?: boolean; sentence: string;
  inputs: { measure: string; title: string; value: string; display: string; register?: string }[]; records: number; note?: string; basis?: string;
  /** What people decided that a missing input means, and why. */
  ruling?: Ruling; reason?: string;
}
export interface Explanation {
  criteria: { id: string; title: string; points: string; of: string; note?: string; indicators: ExplainedIndicator[] }[];
  /** From the highest grade down to the computed one, and what a body gave instead. */
  grades: { title: string; given: boolean; sentence: string }[];
  difference?: { title: string; total: string; criteria: EntryPoints[] };
  vetoes: { reason: string; state: string }[];
}
export type EntryEvent =
  | "submit" | "go_on" | "recommend" | "not_recommend" | "review" | "reject" | "select" | "not_select" | "publish" | "object"
  | "dismiss" | "uphold" | "confirm" | "revoke" | "withdraw" | "return";
export interface Opinion { stage: string; stage_title: string; event: EntryEvent; actor: string; at: string; text: string }
export type AnswerKind = "answer" | "reconsideration" | "appeal";
export interface Answer { id: number; round: number; entry: number; about?: string; kind: AnswerKind; text: string; actor: string; at: string; due?: string; outcome?: "upheld" | "kept"; reply?: string; replied_by?: string; replied_at?: string }
export interface Entry extends EntryRow {
  round_title: string; explanation: Explanation; opinions: Opinion[]; readers: { who: string; at: string; purpose: string }[];
  changes: { key: string; title: string; before: string; after: string }[]; awards: Award[]; answers: Answer[]; may: string[];
}
/** The records behind an indicator, in one register; those that one may not open are only counted. */
export interface Behind { register: string; title: string; items: RecordRow[]; hidden: number; more: boolean }

export interface AssessmentItem {
  key: string; criterion: string; criterion_title: string; title: string; of: string; points: string; state: string; sentence: string;
  figures: { measure: string; title: string; display: string; records: number }[];
  verdict?: "right" | "wrong" | ""; remark?: string; self_points?: string; needs_points: boolean;
  /** Others score it: there is nothing to say here. */
  rated: boolean; answered: boolean;
}
export interface Assessment {
  version: number; saved_at?: string; saved_by?: string; submitted_at?: string; returned_reason?: string; title: string; round_title: string; due: string;
  may: boolean; done: number; total: number; items: AssessmentItem[]; statement: string; files: number[];
}
export interface AssessmentDraft {
  version: number; items?: { key: string; verdict?: "right" | "wrong"; remark?: string; self_points?: string }[]; statement?: string; files?: number[];
}
export interface Versioned { version: number }

export interface Pick { entry: number; recommended: boolean | null; reason?: string }
export interface Recommendation {
  town: { title: string }; town_id: number; quota: number; pool: number; submitted_at?: string; saved_at?: string; saved_by?: string; version: number; picks: Pick[]; reasons: string[]; may: boolean;
}

export interface Anchor { points: string; text: string }
export interface Scale { key: string; title: string; of: string; anchors: Anchor[] }
export interface MyReview { entry: number; title: string; town_title: string; done: number; total: number; submitted: boolean }
export interface ReviewList {
  mine: MyReview[]; recused: number; scale: Scale[]; above?: string; below?: string; may: boolean;
  /** How many ratings in each tenth of full marks; only once I have finished. */
  spread?: { mine: number[]; others: number[] };
}
export interface Rating { key: string; points: string; reason?: string }
export interface Review { version: number; ratings: Rating[]; opinion: string; saved_at?: string; submitted_at?: string }
export interface Reviewer { title: string; done: number; total: number; recused: number; mean: string; histogram: number[] }

export interface Vote { entry: number; agree: number; against: number; abstain: number }
export interface DecisionInput {
  unit_id?: number; minutes_no: string; date: string; expected: number; present: number; votes?: Vote[];
  selected: number[]; grades?: { entry: number; grade: string }[]; reasons?: { entry: number; text: string }[]; vacant_reason?: string;
}
export interface Decision extends DecisionInput { at?: string; actor?: string }
/** `holds`: it holds a place now. `decidable`: the body can select it now. `computed`, `given`: ids of grades. */
export interface SheetEntry extends EntryRow { case: string[]; recommended?: string; holds: boolean; decidable: boolean; computed?: string; given?: string }
export interface Sheet {
  title: string; county: string; period: string; stage: string; quota: number; kept: number; body: string; approval_basis: string; approved: boolean; pack: string; inputs_sha256: string;
  unconfirmed: string[]; entries: SheetEntry[]; ties: { place: number; entries: number[]; at_line: boolean }[]; vetoed: EntryRow[]; incomplete: EntryRow[];
  decision?: Decision; may: boolean; votes: boolean;
  /** Whose page it is, and whose pages one may see, where towns or villages decide. */
  unit_id: number; units: { id: number; title: string; decided: boolean }[];
  grades: { id: string; title: string }[]; grades_all: boolean; deviate: "any" | "lower" | "none";
  rooms: { grade: string; per?: "town" | "village"; entries: number[]; places: number }[];
}

export interface WhatIfRow { entry: number; title: string; rank: number | null; total: string; selected: boolean }
export interface WhatIf {
  before: WhatIfRow[]; after: WhatIfRow[]; moved: Moved[];
  stability: { entry: number; title: string; share: string }[];
  /** The ratings that one town gave its own left out, a town at a time. */
  towns_left_out: TownLeftOut[]; towns_sentence?: string; sentence: string; places: number;
}
export interface Moved { entry: number; title: string; from: number | null; to: number | null }
export interface TownLeftOut { town: string; ratings: number; entered: string[]; left: string[]; moved: Moved[] }

export type NoticeState = "draft" | "standing" | "held" | "closed";
export interface Notice {
  id: number; token: string; title: string; round_id: number; state: NoticeState; basis: string; approval: string; approved: boolean; office: string; phone: string; address: string;
  from?: string; closes_at?: string; workdays: number; objections: number; unanswered: number; href: string;
  /** Its time is over: it can be closed once nothing is unanswered. */
  over: boolean;
}
export interface NoticeInput { basis?: string; approval?: string; office: string; phone: string; address?: string }
export type ObjectionState = "received" | "accepted" | "not_accepted" | "found" | "not_found";
export interface Objection {
  id: number; notice_id: number; entry_id?: number; about: string; text: string; name?: string; received_at: string; due: string; state: ObjectionState;
  verifiers: string[]; finding?: string; reply?: string; handled_by?: string; handled_at?: string;
}

export interface Award {
  id: number; round_id: number; entry: number; title: string; to_title: string; to_person: boolean; kind: "honor" | "funds" | "subsidy" | "flag";
  amount?: string; times: number; state: "granted" | "revoked"; granted_at: string;
}
export type PayoutState = "due" | "approved" | "paid" | "stopped";
export interface Payout {
  id: number; award: string; payee: string; payee_kind: "unit" | "person"; month: string; amount: string; state: PayoutState;
  stopped_why?: string; approved_by?: string; voucher?: string; paid_on?: string; payable: boolean;
}
export interface PayoutPage { total: number; sum: string; may_approve: boolean; may_pay: boolean; items: Payout[] }
export interface Flag extends Award { may: boolean }

export interface JournalLeaf { index: number; kind: string; subject: string; actor: string; at: string; summary: string; hash: string }
export interface JournalPage { size: number; signed: number; root: string; items: JournalLeaf[] }
export interface Verification { ok: boolean; size: number; signed: number; checkpoints: number; rows: number; root: string; fault?: string }
export interface DeliveryRow { id: number; day: string; late: boolean; recipient: string; by_mail: boolean; state: "waiting" | "sent" | "failed"; attempts: number; next_at?: string; sent_at?: string; trouble?: string; hint?: string; detail?: string }
export interface AccountRow { id: number; login: string; title: string; person_id?: number; disabled: boolean; must_change: boolean; has_code: boolean; locked_until?: string; subject?: string; roles: string[] }
export interface GrantRow { id: number; account_id: number; login: string; account_title: string; role: string; role_title: string; unit_id: number; unit_title: string; granted_at: string; granted_by: string; pending: boolean }
export interface Conflict { id: number; unit_id: number; unit_title: string; reason: string; declared_at: string }

export interface ProblemBody {
  title: string; status: number; detail?: string; code?: string; hint?: string; key?: string; incident?: string;
  errors?: { location: string; message: string; hint?: string; value?: unknown }[];
}
