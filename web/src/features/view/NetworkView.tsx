import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import type { RecordRow, RegisterView, ViewDeclared } from "../../api/contract";
import { marks, t } from "../../app/language";
import { fieldText } from "../../ui/fieldText";
import { figure } from "../../ui/format";
import { LoadingState } from "../../ui/LoadingState";
import { endOf, linksOf } from "./lines";

const Chart = lazy(() => import("./NetworkChart"));

type Network = NonNullable<ViewDeclared["network"]>;

/** Who is linked with whom: the drawing to see the shape, the table beside it to read and to open. */
export function NetworkView({ register, network, rows, whole }: { register: RegisterView; network: Network; rows: RecordRow[]; whole: boolean }) {
  const links = useMemo(() => linksOf(rows, endOf(register, network.from), endOf(register, network.to), network.weight), [rows, register, network]);
  const title = (id: string) => (id === "owner" ? t("register.owner") : register.fields.find((f) => f.id === id)?.title ?? id);
  const labels = register.fields.filter((f) => network.label.includes(f.id));
  const sum = links.reduce((n, l) => n + l.weight, 0);
  const weight = register.fields.find((f) => f.id === network.weight);
  return (
    <>
      <section className="card">
        <p className="small">{t("view.network", { links: links.length, from: new Set(links.map((l) => l.from)).size, to: new Set(links.map((l) => l.to)).size, far: title(network.to), weight: weight ? `${weight.title} ${figure(String(sum))}${weight.unit ?? ""}` : "" })}</p>
        <Suspense fallback={<LoadingState />}><Chart links={links} names={!whole || links.length < 40} label={t("view.network.label")} /></Suspense>
      </section>
      <section className="card">
        <div className="scroll" tabIndex={0}>
          <table className="sheet">
            <thead><tr><th>{title(network.from)}</th><th>{title(network.to)}</th>{weight && <th className="right">{weight.title}</th>}{labels.map((f) => <th key={f.id}>{f.title}</th>)}</tr></thead>
            <tbody>
              {links.map((l) => (
                <tr key={`${l.from} ${l.to}`}>
                  <th scope="row"><Link to="/registers/$register" params={{ register: register.id }} search={{ record: l.rows[0]?.id }} preload={false}>{l.from}</Link></th><td>{l.to}</td>
                  {weight && <td className="right tabular">{figure(String(l.weight))}</td>}
                  {labels.map((f) => <td key={f.id}>{[...new Set(l.rows.map((r) => fieldText(f, r.values[f.id], "yuan", r.titles)))].join(marks().semicolon)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}
