import { Link } from "@tanstack/react-router";
import type { Attention, Call, Cockpit } from "../../api/cockpit";
import { t } from "../../app/language";
import { Mark } from "../../ui/Mark";
import { paceMarks } from "./pace";

/** The three that need attention most, who holds them back, and with whom to call. */
export function AttentionCard({ cockpit }: { cockpit: Cockpit }) {
  const late = cockpit.attention.some((one) => one.pace !== "on_pace");
  return (
    <section className="card attention" aria-label={t("cockpit.attention")}>
      <h2>{t("cockpit.attention")}</h2>
      {!late && <p><Mark kind="good">{t("cockpit.attention.none")}</Mark> {cockpit.attention.length > 0 && t("cockpit.attention.slim")}</p>}
      <ol className="plain">{cockpit.attention.map((one, i) => <Item key={one.target} place={i + 1} one={one} />)}</ol>
    </section>
  );
}

function Item({ place, one }: { place: number; one: Attention }) {
  return (
    <li>
      <div className="row spread"><span><b className="nth tabular">{place}</b><Link to="/cockpit/targets/$target" params={{ target: one.target }}><strong>{one.title}</strong></Link></span><Mark kind={paceMarks[one.pace]}>{t(`pace.${one.pace}`)}</Mark></div>
      <div className="small">{one.detail}</div>
      {one.drags.length > 0 && <ul className="plain small">{one.drags.map((drag) => <li key={drag.unit_id}><strong>{drag.title}</strong> {drag.detail}{drag.call?.name && <span className="soft nowrap"> · {drag.call.post} {drag.call.name}</span>}</li>)}{one.others > 0 && <li className="soft">{t("cockpit.others", { n: one.others })}</li>}</ul>}
      {one.call && <div className="small"><Whom call={one.call} /></div>}
    </li>
  );
}

/** With whom to speak: a name where somebody holds the post. */
export function Whom({ call }: { call: Call }) {
  return <span className="whom soft"> {t("cockpit.call", { who: [call.unit, call.post, call.name].filter(Boolean).join(" ") })}</span>;
}
