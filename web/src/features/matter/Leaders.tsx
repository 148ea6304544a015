import type { Leader } from "../../api/matters";
import { t } from "../../app/language";
import { date } from "../../ui/format";

/** The matter stays with the post: who holds it now, and who held it before. */
export function Leaders({ leaders }: { leaders: Leader[] }) {
  return (
    <section className="card">
      <h2>{t("matter.leaders")}</h2>
      <ul className="plain stack">
        {[...leaders].reverse().map((one) => (
          <li key={`${one.name} ${one.from}`}>
            <span className={one.now ? "strong" : "soft"}>{one.name}</span> <span className="soft small">{one.unit_title} {one.role_title}</span>
            <div className="soft small tabular">{t(one.to ? "matter.held" : "matter.holds", { from: date(one.from), to: date(one.to) })}</div>
          </li>
        ))}
      </ul>
      <p className="soft small">{t("matter.leaders.note")}</p>
    </section>
  );
}
