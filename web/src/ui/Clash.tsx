import { Button } from "antd";
import { t } from "../app/language";
import { time } from "./format";
import type { Clash } from "./merge";

export interface Other { by?: string; at?: string }
export type Side = "mine" | "theirs";
interface Choice<V> { clash: Clash<V> | undefined; other: Other | undefined; words: (value: V | undefined) => string; choose: (key: string, side: Side) => void }

const who = (other: Other | undefined) => ({ by: other?.by || t("clash.elsewhere"), time: time(other?.at) });

/** Beside the thing that two people changed, each to something else: both values, and a choice. */
export function ClashChoice<V>({ clash, other, words, choose }: Choice<V>) {
  if (!clash) return null;
  return (
    <div className="notice warn clash" role="alert">
      <p>{t("clash.explain", who(other))}</p>
      <Button size="small" onClick={() => choose(clash.key, "mine")}>{t("clash.mine", { value: words(clash.mine) })}</Button>{" "}
      <Button size="small" onClick={() => choose(clash.key, "theirs")}>{t("clash.theirs", { value: words(clash.theirs) })}</Button>
    </div>
  );
}

/** Says that someone else's changes have come into this form, or that some of it waits for a choice. */
export function MergedNote({ other, open }: { other: Other | undefined; open: number }) {
  if (!other) return null;
  return <p className={open > 0 ? "notice warn" : "notice"} role="status">{open > 0 ? t("clash.open", { n: open }) : t("clash.merged", who(other))}</p>;
}
