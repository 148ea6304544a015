import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import { api, reply } from "../../api/client";
import { marks, t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { time } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { QueryView } from "../../ui/QueryView";

export function Versions({ from, to }: { from?: string; to?: string }) {
  const navigate = useNavigate();
  const versions = useQuery({ queryKey: ["pack", "versions"], queryFn: () => reply(api.GET("/api/pack/versions")).then((r) => r.items) });
  const list = versions.data ?? [];
  const later = to ?? list.find((v) => v.current)?.version ?? list[0]?.version;
  const earlier = from ?? list[list.findIndex((v) => v.version === later) + 1]?.version;
  const choose = (part: { from?: string; to?: string }) => void navigate({ to: "/pack", search: { tab: "versions", from: earlier, to: later, ...part }, replace: true });
  const options = list.map((v) => ({ value: v.version, label: v.version }));
  return (
    <QueryView query={versions} isEmpty={(items) => items.length === 0} empty={<EmptyState title={t("pack.empty")} />}>
      {(items) => (
        <>
          <section className="card scroll">
            <table className="sheet"><tbody>{items.map((v) => <tr key={v.version}><td><strong>{v.version}</strong> {v.current && <Mark kind="good">{t("pack.current")}</Mark>}</td><td>{time(v.applied_at)}</td><td>{v.applied_by}</td><td className="wide"><code className="soft small">{v.fingerprint?.slice(0, 12)}</code></td></tr>)}</tbody></table>
          </section>
          {items.length > 1 && (
            <section className="card">
              <div className="row"><strong>{t("pack.diff")}</strong><Select aria-label={t("pack.diff.from")} value={earlier} options={options} onChange={(v: string) => choose({ from: v })} /> → <Select aria-label={t("pack.diff.to")} value={later} options={options} onChange={(v: string) => choose({ to: v })} /></div>
              {earlier && later && earlier !== later && <Diff from={earlier} to={later} />}
            </section>
          )}
        </>
      )}
    </QueryView>
  );
}

function Diff({ from, to }: { from: string; to: string }) {
  const diff = useQuery({ queryKey: ["pack", "diff", from, to], queryFn: () => reply(api.GET("/api/pack/diff", { params: { query: { from, to } } })).then((r) => r.changes) });
  return <QueryView query={diff} rows={3} isEmpty={(c) => c.length === 0} empty={<p className="soft">{t("pack.diff.none")}</p>}>{(changes) => <ul>{changes.map((c, i) => <li key={i}><strong>{c.place}</strong>{marks().colon}{c.text}</li>)}</ul>}</QueryView>;
}
