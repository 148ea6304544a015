import { useState } from "react";
import type { DemoAccount } from "../../api/contract";
import { useSignIn } from "../../api/session";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { firstOfEachRole } from "./demoAccounts";

/** One card a role; the others are found by typing. */
export function DemoAccounts({ accounts, onSignedIn }: { accounts: DemoAccount[]; onSignedIn: () => void }) {
  const [words, setWords] = useState("");
  const signIn = useSignIn();
  const first = firstOfEachRole(accounts);
  const found = words.trim() ? accounts.filter((a) => `${a.title} ${a.role_title} ${a.unit_title} ${a.login}`.includes(words.trim())).slice(0, 24) : first;
  return (
    <section className="card" aria-label={t("session.demo.title")}>
      <h2>{t("session.demo.title")}</h2>
      <p className="soft">{t("session.demo.note")}</p>
      <ActionFault error={signIn.error} />
      <div className="people">
        {found.map((a) => (
          <button key={a.login} type="button" disabled={signIn.isPending} onClick={() => signIn.mutate({ demo_login: a.login }, { onSuccess: onSignedIn })}>
            <strong>{a.role_title}</strong>
            <span>{a.title}</span>
            <span className="soft small">{a.unit_title}</span>
          </button>
        ))}
      </div>
      {accounts.length > first.length && (
        <input className="find" type="search" value={words} onChange={(e) => setWords(e.target.value)} placeholder={t("session.demo.search")} aria-label={t("session.demo.search")} />
      )}
    </section>
  );
}
