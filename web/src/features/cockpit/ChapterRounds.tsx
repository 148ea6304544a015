import { Link } from "@tanstack/react-router";
import type { RoundRow } from "../../api/contract";
import { usePack } from "../../api/pack";
import { useRounds } from "../../api/rounds";
import { t } from "../../app/language";
import { LoadingState } from "../../ui/LoadingState";
import { Mark } from "../../ui/Mark";
import { QueryView } from "../../ui/QueryView";

/** A chapter that is carried out by evaluations shows where they are. */
export function ChapterRounds({ chapter }: { chapter: string }) {
  const schemes = usePack().data?.schemes.filter((s) => s.chapter === chapter).map((s) => s.id);
  const rounds = useRounds();
  if (!schemes) return <LoadingState rows={3} />;
  const here = (r: RoundRow) => schemes.includes(r.scheme);
  return (
    <QueryView query={rounds} rows={3} isEmpty={(all) => !all.some(here)} empty={<p className="soft small">{t("cockpit.no_targets")}</p>}>
      {(all) => <Rounds rounds={all.filter(here)} />}
    </QueryView>
  );
}

function Rounds({ rounds }: { rounds: RoundRow[] }) {
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
