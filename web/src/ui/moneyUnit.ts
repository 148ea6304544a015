// 元 or 万元, as the reader chose on this device.
import { useSyncExternalStore } from "react";
import type { MoneyUnit } from "./format";

const key = "qixing.money";
const listeners = new Set<() => void>();
const read = (): MoneyUnit => (localStorage.getItem(key) === "wan" ? "wan" : "yuan");
const subscribe = (tell: () => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

export function setMoneyUnit(unit: MoneyUnit): void {
  localStorage.setItem(key, unit);
  listeners.forEach((tell) => tell());
}

export const useMoneyUnit = (): MoneyUnit => useSyncExternalStore(subscribe, read);
