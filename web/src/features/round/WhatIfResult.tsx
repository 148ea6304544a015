import { lazy, Suspense } from "react";
import type { WhatIf } from "../../api/contract";
import { marks, t } from "../../app/language";
import { share } from "../../ui/format";
import { LoadingState } from "../../ui/LoadingState";
import { Mark } from "../../ui/Mark";
import { TownsLeftOut } from "./TownsLeftOut";

const BumpChart = lazy(() => import("../../ui/BumpChart"));

/** The sentence first, then the ranks, then how firm they are. */
export function WhatIfResult({ result, places }: { result: WhatIf; places: number }) {
  const after = new Map(result.after.map((row) => [row.entry, row]));
  const moves = result.before.filter((row) => row.rank !== null && row.rank <= Math.max(20, places + 5)).map((row) => ({ title: row.title, from: row.rank ?? 0, to: after.get(row.entry)?.rank ?? 0, within: row.selected })).filter((m) => m.to > 0);
  const entered = result.after.filter((row) => row.selected && !result.before.find((b) => b.entry === row.entry)?.selected);
  const left = result.before.filter((row) => row.selected && !after.get(row.entry)?.selected);
  return (
    <>
      {result.sentence && <p className="notice warn sentence">{result.sentence}</p>}
      <section className="card">
        <h2>{t("whatif.ranks")}</h2>
        <p>{entered.length + left.length === 0 ? t("whatif.same") : t("whatif.changed", { entered: entered.map((r) => r.title).join(marks().comma) || t("common.none"), left: left.map((r) => r.title).join(marks().comma) || t("common.none") })}</p>
        <Suspense fallback={<LoadingState />}><BumpChart moves={moves} places={places} before={t("whatif.before")} after={t("whatif.after")} label={result.sentence || t("whatif.ranks")} /></Suspense>
      </section>
      <section className="card">
        <h2>{t("whatif.stability")}</h2>
        <p className="soft">{t("whatif.stability.note", { n: places })}</p>
        <ul className="plain stability">
          {result.stability.slice(0, 20).map((row) => (
            <li key={row.entry}><span>{row.title}</span><span className="track"><i style={{ width: share(row.share) }} /></span><span className="tabular">{share(row.share)}</span><span>{isShaky(row.share) && <Mark kind="tie">{t("whatif.shaky")}</Mark>}</span></li>
          ))}
        </ul>
      </section>
      <TownsLeftOut towns={result.towns_left_out} sentence={result.towns_sentence} />
    </>
  );
}

const isShaky = (text: string): boolean => Number(text) > 0.2 && Number(text) < 0.8;
