import type { Cockpit } from "../../api/contract";
import { t } from "../../app/language";
import { date } from "../../ui/format";
import { Mark } from "../../ui/Mark";

/** What is behind, or that nothing is and what is due next. */
export function Attention({ cockpit }: { cockpit: Cockpit }) {
  return (
    <section className="card">
      <h2>{t("cockpit.attention")}</h2>
      {cockpit.attention.length === 0 ? <Nothing cockpit={cockpit} /> : <ol>{cockpit.attention.map((item, i) => <li key={i}>{item.target ? <a href={`#target-${item.target}`}>{item.title}</a> : <strong>{item.title}</strong>} {item.detail}</li>)}</ol>}
    </section>
  );
}

function Nothing({ cockpit }: { cockpit: Cockpit }) {
  const targets = cockpit.chapters.flatMap((c) => c.targets);
  const next = targets.filter((x) => x.pace === "on_pace").sort((a, b) => a.by.localeCompare(b.by))[0];
  return (
    <>
      <p><Mark kind="good">{t("cockpit.attention.none")}</Mark></p>
      <p>{t("cockpit.attention.all", { n: targets.length, reached: targets.filter((x) => x.pace === "reached").length })}</p>
      {next && <p className="soft">{t("cockpit.attention.next", { date: date(next.by), title: next.title, value: next.display, goal: next.goal_display })}</p>}
    </>
  );
}
