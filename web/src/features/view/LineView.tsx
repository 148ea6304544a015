import { Link } from "@tanstack/react-router";
import type { RecordRow, RegisterView, ViewDeclared } from "../../api/contract";
import { t } from "../../app/language";
import { criterionColors } from "../../app/theme";
import { fieldText } from "../../ui/fieldText";
import { linesOf, type LineOf } from "./lines";

type Line = NonNullable<ViewDeclared["line"]>;

/** Each line with its stops in their order. No map: the order is the fact, the way between is not. */
export function LineView({ register, line, rows }: { register: RegisterView; line: Line; rows: RecordRow[] }) {
  const field = register.fields.find((f) => f.id === line.of);
  const title = ({ id, stops }: LineOf) => (field ? fieldText(field, id, "yuan", stops[0]?.row.titles) : id);
  return <>{linesOf(rows, line.of, line.order).map((one, i) => <OneLine key={one.id} title={title(one)} one={one} register={register} line={line} color={criterionColors[i % criterionColors.length] ?? ""} />)}</>;
}

function OneLine({ title, one, register, line, color }: { title: string; one: LineOf; register: RegisterView; line: Line; color: string }) {
  const notes = register.fields.filter((f) => line.note.includes(f.id));
  return (
    <section className="card">
      <h2>{title} <span className="soft small">{t("view.stops", { n: one.stops.length })}</span></h2>
      <ol className="belt" style={{ "--belt": color } as React.CSSProperties}>
        {one.stops.map(({ row, order }, i) => (
          <li key={row.id}>
            <svg aria-hidden="true" viewBox="0 0 100 24" preserveAspectRatio="none"><line x1={i === 0 ? 50 : 0} x2={i === one.stops.length - 1 ? 50 : 100} y1="12" y2="12" stroke={color} strokeWidth="4" /></svg>
            <span className="belt-stop tabular">{order}</span>
            <Link to="/registers/$register" params={{ register: register.id }} search={{ record: row.id }} preload={false}>{row.unit_title}</Link>
            <span className="soft small">{row.town_title}</span>
            {notes.map((f) => <span key={f.id} className="small">{fieldText(f, row.values[f.id], "yuan", row.titles)}</span>)}
          </li>
        ))}
      </ol>
    </section>
  );
}
