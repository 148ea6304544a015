import { Link } from "@tanstack/react-router";
import { useRounds } from "../../api/rounds";
import { useSession } from "../../api/session";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { LinkButton } from "../../ui/LinkButton";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { Conflicts } from "./Conflicts";
import { MailCard } from "./MailCard";
import { MyResults } from "./MyResults";
import "./account.css";

/** What is held about me: my posts and rights, my results with their explanation and readers, and what I may say to them. */
export function MyFilePage() {
  const session = useSession().data;
  const rounds = useRounds();
  const units = (session?.grants ?? []).map((g) => g.unit_id);
  return (
    <PageFrame title={t("nav.me")} lead={session?.account?.title} actions={<LinkButton to="/password">{t("session.password.title")}</LinkButton>}>
      <section className="card">
        <h2>{t("me.grants")}</h2>
        {session?.grants?.length ? <ul>{session.grants.map((g) => <li key={`${g.role}${g.unit_id}`}>{g.unit_title} · {g.role_title}</li>)}</ul> : <p className="soft">{t("me.no_grants")}</p>}
        <p className="soft small">{t("me.grants.note")}</p>
      </section>
      <section className="card">
        <h2>{t("me.results")}</h2>
        <QueryView query={rounds} rows={3} isEmpty={(items) => items.length === 0} empty={<EmptyState title={t("me.no_results")} />}>
          {(items) => <>{items.map((r) => <MyResults key={r.id} round={r} units={units} />)}<p className="soft small"><Link to="/rounds">{t("nav.rounds")}</Link></p></>}
        </QueryView>
      </section>
      <MailCard />
      <Conflicts />
    </PageFrame>
  );
}
