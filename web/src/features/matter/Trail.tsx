import type { Taken } from "../../api/matters";
import { marks, t } from "../../app/language";
import { time } from "../../ui/format";

/** Who did what, when and why; the latest first. */
export function Trail({ taken }: { taken: Taken[] }) {
  return (
    <section className="card">
      <h2>{t("matter.trail")}</h2>
      {taken.length === 0 && <p className="soft">{t("matter.trail.none")}</p>}
      <ol className="plain trail" reversed>
        {taken.map((one) => (
          <li key={`${one.at} ${one.step ?? ""} ${one.to}`}>
            <div><strong>{one.step_title}</strong> <span className="soft">{one.from && `${one.from} → ${one.to}`}</span></div>
            <div className="small soft tabular">{one.actor} · {time(one.at)}</div>
            {one.note && <div className="words">{one.note}</div>}
            {one.changed.length > 0 && <div className="small soft">{t("matter.changed", { fields: one.changed.join(marks().comma) })}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}
