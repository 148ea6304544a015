import { Input } from "antd";
import type { Round } from "../../api/contract";
import { fromPercent, toPercent } from "../../ui/percent";
import { t } from "../../app/language";
import { Mark } from "../../ui/Mark";

export interface Changes { parameters: { [id: string]: string }; points: { [key: string]: string } }
interface Props { round: Round; changes: Changes; change: (changes: Changes) => void }

const decimal = /^-?\d*\.?\d*$/;

function changed(all: { [id: string]: string }, id: string, value: string, original: string): { [id: string]: string } {
  const { [id]: _old, ...rest } = all;
  return value === original || value === "" ? rest : { ...rest, [id]: value };
}

/** Every number that the result depends on, as a field with the value in force. */
export function WhatIfFields({ round, changes, change }: Props) {
  return (
    <>
      <h2>{t("whatif.parameters")}</h2>
      {round.parameters.map((p) => (
        <Line key={p.id} id={p.id} title={<>{p.title} {!p.confirmed && <Mark kind="unconfirmed">{t("common.unconfirmed")}</Mark>}</>} unit={p.unit} original={shown(p, p.value)} value={changes.parameters[p.id] === undefined ? undefined : shown(p, changes.parameters[p.id] ?? "")} set={(v) => change({ ...changes, parameters: changed(changes.parameters, p.id, p.unit === "%" ? fromPercent(v) : v, p.value) })} />
      ))}
      {round.criteria.map((c) => (
        <details key={c.id}>
          <summary>{c.title} {c.points}</summary>
          {c.indicators.map((x) => <Line key={x.key} id={x.key} title={x.title} unit={t("whatif.points")} original={x.points} value={changes.points[x.key]} set={(v) => change({ ...changes, points: changed(changes.points, x.key, v, x.points) })} />)}
        </details>
      ))}
    </>
  );
}

// A share is typed as a percentage.
const shown = (p: { unit: string }, value: string) => (p.unit === "%" ? toPercent(value) : value);

function Line({ id, title, unit, original, value, set }: { id: string; title: React.ReactNode; unit: string; original: string; value?: string; set: (value: string) => void }) {
  return (
    <div className={value === undefined ? "line" : "line touched"}>
      <label htmlFor={`w-${id}`}>{title}</label>
      <Input id={`w-${id}`} inputMode="decimal" value={value ?? original} onChange={(e) => decimal.test(e.target.value) && set(e.target.value)} suffix={<span className="soft small">{unit}</span>} />
      {value !== undefined && <span className="small soft">{t("whatif.was", { value: original })}</span>}
    </div>
  );
}
