import { Button } from "antd";
import { useState } from "react";
import type { MatterRecord, Offer } from "../../api/matters";
import { marks, t } from "../../app/language";
import { Due } from "./MatterRows";
import { StepDialog } from "./StepDialog";

/** What can be done now: mine as buttons, what waits for others in words. */
export function Offers({ matter }: { matter: MatterRecord }) {
  const [taking, setTaking] = useState<Offer>();
  if (matter.draft) return <section className="card"><p>{t("matter.is_draft")}</p></section>;
  if (matter.over) return <section className="card"><p>{t("matter.is_over", { status: matter.status_title })}</p></section>;
  const mine = matter.offers.filter((o) => o.may || o.asker);
  const others = matter.offers.filter((o) => !o.may && !o.asker);
  return (
    <section className="card">
      <h2>{t("matter.now")}</h2>
      {mine.length === 0 && <p className="soft">{t("matter.not_mine")}</p>}
      <div className="row offers">
        {mine.map((o, i) => (
          <span key={o.step} className="offer">
            <Button type={o.may && o.due && i === 0 ? "primary" : "default"} onClick={() => setTaking(o)}>{o.may ? o.title : t("matter.by_receipt", { step: o.title })}</Button>
            <span className="small"><Due row={o} /> <People offer={o} /></span>
          </span>
        ))}
      </div>
      {others.length > 0 && (
        <ul className="plain small soft waits">
          {others.map((o) => <li key={o.step}>{t("matter.waits", { step: o.title, by: o.by.join(marks().comma) })} <Due row={o} /> <People offer={o} /> {o.why && <span>{o.why}</span>}</li>)}
        </ul>
      )}
      {taking && <StepDialog key={taking.step} matter={matter} offer={taking} done={() => setTaking(undefined)} />}
    </section>
  );
}

/** How many people a step takes, where one isn't enough. */
function People({ offer }: { offer: Offer }) {
  return offer.needed > 1 ? <span className="soft">{t("matter.people", { n: offer.needed, done: offer.done })}</span> : null;
}
