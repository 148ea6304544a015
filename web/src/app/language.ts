// Which language the pages speak. Chinese is in the first bundle; English is fetched when it is chosen.
import zh from "./locale/zh.json";

export type Key = keyof typeof zh;
export type Language = "zh" | "en";
type Messages = { [key in Key]?: string };

const stored = "qixing.language";
let current: Language = "zh";
let messages: Messages = zh;
const listeners = new Set<() => void>();

export const language = (): Language => current;

/** The address of a file, in the language of the pages: the browser that follows a link would ask for its own. */
export const inLanguage = (address: string): string => `${address}${address.includes("?") ? "&" : "?"}lang=${current}`;

export async function setLanguage(next: Language): Promise<void> {
  messages = next === "en" ? (await import("./locale/en.json")).default : zh;
  current = next;
  localStorage.setItem(stored, next);
  document.documentElement.lang = next === "en" ? "en" : "zh-CN";
  listeners.forEach((tell) => tell());
}

/** The language chosen on this device before, or else the browser's. */
export function rememberedLanguage(): Language {
  const known = localStorage.getItem(stored) ?? navigator.language;
  return known.startsWith("en") ? "en" : "zh";
}

/** What stands between words. */
export const marks = (): typeof marksOf.zh => marksOf[current];

const marksOf = { zh: { comma: "、", semicolon: "；", colon: "：" }, en: { comma: ", ", semicolon: "; ", colon: ": " } };

/** A remark in brackets. */
export const aside = (text: string | number): string => (current === "zh" ? `（${text}）` : ` (${text})`);

/** One of two names: the English one where there is one and it is asked for. */
export const named = (title: string, english?: string): string => (current === "en" && english ? english : title);

export function onLanguage(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** The text for a key; {name} is replaced by the argument of that name. */
export function t(key: Key, args?: Record<string, string | number>): string {
  const text = messages[key] ?? zh[key];
  return args ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole)) : text;
}
