import { hundredths, points } from "./format";
import "./bar.css";

export interface BarPart { title: string; points: string; of: string }

/** One entry's points by criterion, against the full mark. The values are in its label, so colour carries nothing alone. */
export function StackedBar({ parts, full }: { parts: BarPart[]; full: number }) {
  const label = parts.map((p) => `${p.title} ${points(p.points)}/${p.of}`).join("，");
  return (
    <span className="bar" role="img" aria-label={label} title={label}>
      {parts.map((p, i) => <i key={p.title} style={{ width: `${(Math.max(0, hundredths(p.points)) * 100) / Math.max(full, 1)}%`, background: `var(--c${i % 8})` }} />)}
    </span>
  );
}

export function BarLegend({ parts }: { parts: { title: string; points: string }[] }) {
  return (
    <ul className="legend plain">
      {parts.map((p, i) => <li key={p.title}><i style={{ background: `var(--c${i % 8})` }} />{p.title} {p.points}</li>)}
    </ul>
  );
}
