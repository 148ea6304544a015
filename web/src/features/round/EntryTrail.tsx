import type { ReactNode } from "react";
import type { Entry } from "../../api/contract";
import { marks, t } from "../../app/language";
import { money, points, time } from "../../ui/format";

/** What happened around the entry: changes after freezing, opinions, awards, readers. */
export function EntryTrail({ entry }: { entry: Entry }) {
  return (
    <>
      <Part title={t("entry.changes")} items={entry.changes.map((c) => `${c.title}${marks().colon}${points(c.before)} → ${points(c.after)}`)} />
      <Part title={t("entry.opinions")} items={entry.opinions.map((o) => <><strong>{o.stage_title}</strong> {t(`event.${o.event}`)} · {o.actor} · {time(o.at)}<div>{o.text}</div></>)} />
      <Part title={t("entry.awards")} items={entry.awards.map((a) => `${a.title}${a.amount ? ` ${money(a.amount)} ${t("common.yuan")}` : ""}`)} />
      <Part title={t("entry.readers")} items={entry.readers.map((r) => `${r.who} · ${time(r.at)} · ${r.purpose}`)} />
    </>
  );
}

function Part({ title, items }: { title: string; items: ReactNode[] }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="plain stack small">{items.map((item, i) => <li key={i}>{item}</li>)}</ul>
    </section>
  );
}
