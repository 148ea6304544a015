import { Link } from "@tanstack/react-router";
import { usePack } from "../../api/pack";
import { useRounds } from "../../api/rounds";
import { t } from "../../app/language";
import { Mark } from "../../ui/Mark";

/** A chapter that is carried out by evaluations shows where they are. */
export function ChapterRounds({ chapter }: { chapter: string }) {
  const schemes = usePack().data?.schemes.filter((s) => s.chapter === chapter).map((s) => s.id) ?? [];
  const rounds = (useRounds().data ?? []).filter((r) => schemes.includes(r.scheme));
  if (rounds.length === 0) return <p className="soft small">{t("cockpit.no_targets")}</p>;
  return (
    <ul className="plain chapter-rounds">
      {rounds.map((r) => (
        <li key={r.id}>
          <Link to="/rounds/$round" params={{ round: String(r.id) }}>{r.title}</Link>
          <span className="row">{r.status === "open" ? <strong>{r.stage_title}</strong> : <Mark kind="good">{t("rounds.closed")}</Mark>}<span className="soft small tabular">{t(r.selected > 0 ? "cockpit.round.selected" : "cockpit.round.entries", { n: r.selected || r.entries })}</span></span>
        </li>
      ))}
    </ul>
  );
}
