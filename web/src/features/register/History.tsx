import type { RegisterView, Revision, Titles } from "../../api/contract";
import { marks, t } from "../../app/language";
import { fieldText } from "../../ui/fieldText";
import { time } from "../../ui/format";
import { actionWords, changesBetween } from "./history";

/** Who did what, the newest first, with what changed in words. */
export function History({ register, revisions, titles }: { register: RegisterView; revisions: Revision[]; titles?: Titles }) {
  if (revisions.length === 0) return null;
  const ordered = [...revisions].sort((a, b) => b.revision - a.revision);
  return (
    <section>
      <h3>{t("register.history")}</h3>
      <ol className="plain stack small">
        {ordered.map((revision, i) => (
          <li key={revision.revision}>
            <strong>{actionWords(revision.action)}</strong> · {revision.actor} · {time(revision.at)}{revision.reason && ` · ${revision.reason}`}
            {changesBetween(register, ordered[i + 1]?.values, revision.values).map((c) => <div key={c.field.id} className="soft">{c.field.title}{marks().colon}{fieldText(c.field, c.before, "yuan", titles) || "—"} → {fieldText(c.field, c.after, "yuan", titles) || "—"}</div>)}
          </li>
        ))}
      </ol>
    </section>
  );
}
