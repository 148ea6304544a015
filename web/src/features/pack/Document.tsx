import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { QueryView } from "../../ui/QueryView";

/** The policy as a document with numbered articles, made from the pack that runs. */
export function Document() {
  const document = useQuery({ queryKey: ["pack", "document"], queryFn: () => reply(api.GET("/api/pack/document")), staleTime: 600_000 });
  return (
    <QueryView query={document} isEmpty={(d) => d.sections.length === 0} empty={<EmptyState title={t("pack.empty")} />}>
      {(d) => (
        <div className="policy">
          <nav className="contents no-print" aria-label={t("pack.contents")}>{d.sections.map((s, i) => <a key={i} href={`#section-${i}`}>{s.title}</a>)}</nav>
          <article className="card">
            {d.sections.map((s, i) => (
              <section key={i} id={`section-${i}`}>
                <h2>{s.title}</h2>
                {s.articles.map((a) => (
                  <p key={a.number} className="article"><strong>{articleNumber(a.number)}</strong>　{a.text}{a.notes.map((n, k) => <span key={k} className={n.includes(t("pack.open")) ? "note open" : "note"}>{n}</span>)}</p>
                ))}
              </section>
            ))}
          </article>
        </div>
      )}
    </QueryView>
  );
}

const articleNumber = (number: string | number): string => (/^\d+$/.test(String(number)) ? t("pack.article", { n: number }) : String(number));
