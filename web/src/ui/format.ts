// How figures and dates are written. Exact: sums and points stay decimal strings and never become floats.
import { language } from "../app/language";

const beijing = 8 * 3600_000; // no summer time

export type MoneyUnit = "yuan" | "wan";

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");

function parts(text: string): { sign: string; whole: string; rest: string } | undefined {
  const found = /^([-−]?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!found) return undefined;
  return { sign: found[1] ? "−" : "", whole: found[2] ?? "0", rest: found[3] ?? "" };
}

/** A decimal string with thousands separated: "234500.00" → "234,500.00". Anything else is returned as it is. */
export function figure(text: string): string {
  const p = parts(text);
  return p ? p.sign + group(p.whole) + (p.rest && "." + p.rest) : text;
}

/** A sum given in 元, shown in 元 (without zero 分) or in 万元 (no digit lost). */
export function money(text: string, unit: MoneyUnit = "yuan"): string {
  const p = parts(text);
  if (!p) return text;
  if (unit === "yuan") return p.sign + group(p.whole) + (/[1-9]/.test(p.rest) ? "." + p.rest.padEnd(2, "0") : "");
  const digits = p.whole.padStart(5, "0");
  const rest = (digits.slice(-4) + p.rest).replace(/0+$/, "");
  return p.sign + group(digits.slice(0, -4)) + (rest && "." + rest);
}

/** A share kept as a fraction, as a percentage: "0.9231" → "92.31%". */
export function share(text: string): string {
  const p = parts(text);
  if (!p) return text;
  const rest = p.rest.padEnd(2, "0");
  const whole = String(Number(p.whole + rest.slice(0, 2)));
  const tail = rest.slice(2).replace(/0+$/, "");
  return p.sign + whole + (tail && "." + tail) + "%";
}

/** Points with exactly two decimals; "—" for what isn't there. */
export function points(text: string | null | undefined): string {
  if (text === null || text === undefined || text === "") return "—";
  const p = parts(text);
  return p ? `${p.sign}${p.whole}.${p.rest.padEnd(2, "0").slice(0, 2)}` : text;
}

/** 2022年4月29日, or 29 Apr 2022. */
export function date(text: string | undefined | null): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(text ?? "");
  if (!found) return text ?? "";
  const [, year, month, day] = found;
  if (language() === "zh") return `${year}年${Number(month)}月${Number(day)}日`;
  return `${Number(day)} ${"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[Number(month) - 1]} ${year}`;
}

/** A quantity with its unit: a share as a percentage, money and counts grouped. */
export function quantity(text: string, unit: string): string {
  return unit === "%" ? share(text) : `${figure(text)} ${unit}`.trim();
}

/** 4月29日 08:12 in the county's time, Beijing's, wherever the reader is; with the year when it isn't this one. */
export function time(text: string | undefined | null): string {
  const moment = new Date(text ?? "");
  if (Number.isNaN(moment.getTime())) return text ?? "";
  const at = new Date(moment.getTime() + beijing).toISOString();
  const thisYear = new Date(Date.now() + beijing).toISOString().slice(0, 4);
  const day = date(at.slice(0, 10));
  return `${at.slice(0, 4) === thisYear && language() === "zh" ? day.slice(5) : day} ${at.slice(11, 16)}`;
}

/** A month, quarter or day, as a register writes it: 2022-06 → 2022年6月. */
export function period(text: string): string {
  if (language() !== "zh") return text;
  const month = /^(\d{4})-(\d\d)$/.exec(text);
  if (month) return `${month[1]}年${Number(month[2])}月`;
  const half = /^(\d{4})H([12])$/.exec(text);
  if (half) return `${half[1]}年${half[2] === "1" ? "上" : "下"}半年`;
  const quarter = /^(\d{4})Q(\d)$/.exec(text);
  if (quarter) return `${quarter[1]}年${["一", "二", "三", "四"][Number(quarter[2]) - 1] ?? quarter[2]}季度`;
  if (/^\d{4}$/.test(text)) return `${text}年`;
  return date(text);
}

export const addPoints = (values: string[]): string => {
  const sum = values.reduce((total, v) => total + hundredths(v), 0);
  return `${sum < 0 ? "-" : ""}${Math.floor(Math.abs(sum) / 100)}.${String(Math.abs(sum) % 100).padStart(2, "0")}`;
};

/** Points in hundredths, as an integer; 0 for what can't be read. */
export function hundredths(text: string): number {
  const p = parts(text);
  if (!p) return 0;
  return Number(p.whole + p.rest.padEnd(2, "0").slice(0, 2)) * (p.sign ? -1 : 1);
}
