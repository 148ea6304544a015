import { t } from "../../app/language";

const percent = (counts: number[]): number[] => {
  const sum = counts.reduce((a, b) => a + b, 0);
  return counts.map((c) => (sum ? Math.round((c * 100) / sum) : 0));
};

/** How my ratings spread over the tenths of full marks, beside the others'. It says nothing about who is right. */
export function Spread({ mine, others }: { mine: number[]; others: number[] }) {
  const [a, b] = [percent(mine), percent(others)];
  return (
    <section className="card">
      <h2>{t("review.spread")}</h2>
      <p className="soft">{t("review.spread.note")}</p>
      <table className="sheet spread">
        <thead><tr><th>{t("review.spread.tenth")}</th><th>{t("review.spread.mine")}</th><th>{t("review.spread.others")}</th></tr></thead>
        <tbody>
          {mine.map((_, i) => (
            <tr key={i}><td className="nowrap">{i * 10}–{(i + 1) * 10}%</td><Bar percent={a[i] ?? 0} tone="var(--red)" /><Bar percent={b[i] ?? 0} tone="var(--warm-3)" /></tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const Bar = ({ percent: p, tone }: { percent: number; tone: string }) => (
  <td><span className="spread-bar"><i style={{ width: `${p}%`, background: tone }} /></span> <span className="small soft">{p > 0 && `${p}%`}</span></td>
);
