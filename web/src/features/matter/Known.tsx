import type { MatterRecord } from "../../api/matters";
import { t } from "../../app/language";
import { period } from "../../ui/format";

/** What the registers know already of whom a matter is about. */
export function Known({ matter }: { matter: MatterRecord }) {
  if (matter.known.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("matter.known")}</h2>
      <p className="soft small">{t("matter.known.of", { period: period(matter.known_of ?? "") })}</p>
      <dl className="facts known">
        {matter.known.map((k) => <div key={k.measure}><dt className="soft">{k.title}</dt><dd className={k.state === "present" ? "tabular" : "soft"}>{k.display}</dd></div>)}
      </dl>
    </section>
  );
}
