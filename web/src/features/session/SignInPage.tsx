import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useOtherLanguage, useSession } from "../../api/session";
import { t } from "../../app/language";
import { QueryView } from "../../ui/QueryView";
import { DemoAccounts } from "./DemoAccounts";
import { PasswordForm } from "./PasswordForm";
import "./session.css";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const session = useSession();
  const change = useOtherLanguage();
  const queries = useQueryClient();
  useEffect(() => {
    document.title = `${t("session.title")} · ${t("product.name")}`;
  }, []);
  const enter = () => {
    const back = search.return && search.return.startsWith("/") && !search.return.startsWith("//") ? search.return : "/tasks";
    void queries.invalidateQueries();
    void navigate({ to: back });
  };
  return (
    <main className="sign-in">
      <div className="row spread">
        <div>
          <div className="brand">{t("product.name")}</div>
          <div className="soft">{t("product.motto")}</div>
        </div>
        <button type="button" className="link" onClick={() => void change()}>{t("session.language")}</button>
      </div>
      {search.why === "idle" && <p className="notice warn">{t("session.idle", { n: session.data?.idle_minutes ?? "" })}</p>}
      {search.why === "ended" && <p className="notice warn">{t("session.ended")}</p>}
      <QueryView query={session} rows={5}>
        {(data) => (
          <>
            <h1>{data.county.title} · {data.pack.title}</h1>
            {data.demonstration && data.demo_accounts?.length ? <DemoAccounts accounts={data.demo_accounts} onSignedIn={enter} /> : null}
            {data.demonstration ? <details className="card"><summary>{t("session.with_password")}</summary><PasswordForm onSignedIn={enter} oidc={data.oidc} /></details> : <div className="card"><PasswordForm onSignedIn={enter} oidc={data.oidc} /></div>}
          </>
        )}
      </QueryView>
      <p className="soft small"><a href="/notice">{t("session.public")}</a></p>
    </main>
  );
}
