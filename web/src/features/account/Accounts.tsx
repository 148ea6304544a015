import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { AccountRow } from "../../api/contract";
import { useSession } from "../../api/session";
import { marks, t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { ActionFault } from "../../ui/ErrorState";
import { Mark } from "../../ui/Mark";
import { Paged } from "../../ui/Paged";
import { QueryView } from "../../ui/QueryView";
import { holds } from "./administers";
import { NewAccount } from "./NewAccount";
import { useAccounts, useSystemAction } from "./queries";

export function Accounts() {
  const accounts = useAccounts();
  const may = holds(useSession().data, "system_admin");
  const [words, setWords] = useState("");
  const [adding, setAdding] = useState(false);
  const [password, setPassword] = useState<{ login: string; password: string }>();
  const fits = (a: AccountRow) => `${a.title} ${a.login} ${a.roles?.join(" ")}`.includes(words);
  return (
    <section className="card">
      <div className="row spread"><Input allowClear aria-label={t("common.search")} placeholder={t("session.demo.search")} value={words} onChange={(e) => setWords(e.target.value.trim())} style={{ width: 260 }} />{may && <Button type="primary" onClick={() => setAdding(true)}>{t("account.new")}</Button>}</div>
      <QueryView query={accounts} isEmpty={(items) => !items.some(fits)} empty={<EmptyState title={t("account.none")} />}>
        {(items) => (
          <Paged items={items.filter(fits)}>{(page) => (
          <div className="scroll" tabIndex={0}>
            <table className="sheet">
              <thead><tr><th>{t("account.title")}</th><th>{t("session.login")}</th><th className="wide">{t("account.roles")}</th><th>{t("outcome.state")}</th><th /></tr></thead>
              <tbody>{page.map((a) => <Row key={a.id} account={a} may={may} issued={setPassword} />)}</tbody>
            </table>
          </div>
          )}</Paged>
        )}
      </QueryView>
      {adding && <NewAccount close={() => setAdding(false)} issued={setPassword} />}
      {password && <Modal open title={t("account.password")} onCancel={() => setPassword(undefined)} footer={<Button type="primary" onClick={() => setPassword(undefined)}>{t("common.close")}</Button>}><p>{t("account.password.once")}</p><p>{password.login}　<code className="strong">{password.password}</code></p></Modal>}
    </section>
  );
}

function Row({ account, may, issued }: { account: AccountRow; may: boolean; issued: (p: { login: string; password: string }) => void }) {
  const params = { path: { id: account.id } };
  const reset = useSystemAction(() => reply(api.POST("/api/accounts/{id}/reset", { params })));
  const toggle = useSystemAction(() => reply(account.disabled ? api.POST("/api/accounts/{id}/enable", { params }) : api.POST("/api/accounts/{id}/disable", { params })));
  return (
    <tr>
      <td><strong>{account.title}</strong></td><td>{account.login}</td><td className="wide soft">{account.roles?.join(marks().comma)}</td>
      <td>{account.disabled ? <Mark kind="veto">{t("account.disabled")}</Mark> : account.locked_until ? <Mark kind="late">{t("account.locked")}</Mark> : account.must_change ? <Mark kind="unconfirmed">{t("account.must_change")}</Mark> : <Mark kind="good">{t("account.active")}</Mark>}</td>
      <td className="right">{may && <span className="row"><Button size="small" loading={reset.isPending} onClick={() => reset.mutate(undefined, { onSuccess: (r) => issued({ login: account.login, password: r.password }) })}>{t("account.reset")}</Button><Button size="small" loading={toggle.isPending} onClick={() => toggle.mutate(undefined)}>{t(account.disabled ? "account.enable" : "account.disable")}</Button></span>}<ActionFault error={reset.error ?? toggle.error} /></td>
    </tr>
  );
}
