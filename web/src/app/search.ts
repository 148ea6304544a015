// What an address may carry after its question mark, page by page. What doesn't fit is left out.
type Raw = Record<string, unknown>;

export interface SignInSearch { return?: string; why?: "idle" | "ended" }
export interface RoundSearch { entry?: number; compare?: string; town?: number; dialog?: "notice" }
export interface TabSearch { tab?: string; q?: string; page?: number; from?: string; to?: string; state?: string }
export interface SheetSearch { period?: string; town?: number; year?: string }
export interface MatterSearch { status?: string; q?: string; page?: number; view?: "board" }
export interface CockpitSearch { q?: string; measure?: string; view?: "grid" | "trend"; by?: string; unit?: number }
export interface RegisterSearch { q?: string; sort?: string; page?: number; filter?: string[]; unit?: number; record?: number | "new"; state?: string }

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined);
const number = (value: unknown): number | undefined => (Number.isFinite(Number(value)) && value !== undefined && value !== "" ? Number(value) : undefined);
const list = (value: unknown): string[] | undefined => (Array.isArray(value) ? value.map(String) : text(value) ? [String(value)] : undefined);

export const signIn = (s: Raw): SignInSearch => ({ return: text(s.return), why: s.why === "idle" || s.why === "ended" ? s.why : undefined });
export const tab = (s: Raw): TabSearch => ({ tab: text(s.tab), q: text(s.q), page: number(s.page), from: text(s.from), to: text(s.to), state: text(s.state) });
export const cockpit = (s: Raw): CockpitSearch => ({ q: text(s.q), measure: text(s.measure), view: s.view === "trend" ? "trend" : undefined, by: text(s.by), unit: number(s.unit) });
export const target = (s: Raw): CockpitSearch => ({ by: text(s.by), unit: number(s.unit) });
export const round = (s: Raw): RoundSearch => ({ entry: number(s.entry), compare: text(s.compare), town: number(s.town), dialog: s.dialog === "notice" ? "notice" : undefined });
export const town = (s: Raw): RoundSearch => ({ town: number(s.town ?? s.town_id) });
export const body = (s: Raw): { unit_id?: number } => ({ unit_id: number(s.unit_id) });
export const unit = (s: Raw): { unit?: number } => ({ unit: number(s.unit) });
export const view = (s: Raw): { unit?: number; year?: string } => ({ unit: number(s.unit), year: text(s.year) });
export const sheet = (s: Raw): SheetSearch => ({ period: text(s.period), town: number(s.town), year: text(s.year) });
export const matter = (s: Raw): MatterSearch => ({ status: text(s.status), q: text(s.q), page: number(s.page), view: s.view === "board" ? "board" : undefined });
export const piles = (s: Raw): { by?: string; year?: number } => ({ by: text(s.by), year: number(s.year) });
export const register = (s: Raw): RegisterSearch => ({
  q: text(s.q), sort: text(s.sort), page: number(s.page), unit: number(s.unit), state: text(s.state), record: s.record === "new" ? "new" : number(s.record), filter: list(s.filter),
});
