import { useState } from "react";
import { type Late, useLate } from "../../api/cockpit";
import { marks, t } from "../../app/language";
import { Mark } from "../../ui/Mark";
import { QueryView } from "../../ui/QueryView";

const few = 3;

/** What is late and with whom, the largest heap first. */
export function LateCard() {
  const late = useLate();
  const [all, showAll] = useState(false);
  return (
    <section className="card late-card" aria-label={t("cockpit.late")}>
      <h2>{t("cockpit.late")}</h2>
      <QueryView query={late} rows={3} isEmpty={(items) => items.length === 0} empty={<p><Mark kind="good">{t("cockpit.late.none")}</Mark></p>}>
        {(items) => (
          <>
            <ul className="plain">{items.map((item, i) => <Item key={item.href + item.title} item={item} folded={i >= few && !all} whole={all} />)}</ul>
            {items.length > few && <button type="button" className="link no-print" aria-expanded={all} onClick={() => showAll(!all)}>{all ? t("cockpit.late.fewer") : t("cockpit.late.all", { n: items.length })}</button>}
          </>
        )}
      </QueryView>
    </section>
  );
}

function Item({ item, folded, whole }: { item: Late; folded: boolean; whole: boolean }) {
  const names = (towns: Late["towns"]) => towns.map((town) => `${town.title} ${town.count}`).join(marks().comma);
  const more = item.towns.length - few;
  return (
    <li className={folded ? "folded" : undefined}>
      <div className="row spread"><a href={item.href}>{item.title}</a><Mark kind="late">{t("cockpit.late.count", { n: item.count, days: item.workdays })}</Mark></div>
      <div className="small soft">
        {item.with}{item.towns.length > 0 && marks().colon}
        {whole || more <= 0 ? names(item.towns) : <><span className="brief">{names(item.towns.slice(0, few))} {t("cockpit.others", { n: more })}</span><span className="whole">{names(item.towns)}</span></>}
      </div>
    </li>
  );
}
