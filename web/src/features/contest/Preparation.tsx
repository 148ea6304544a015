import { Button, Input, Select } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { DeskList } from "./DeskList";
import { useStep, type Desk } from "./queries";

/** Before the contest: who judges, in which order they go on, begin. */
export function Preparation({ desk }: { desk: Desk }) {
  const begin = useStep(desk.id, () => reply(api.POST("/api/contests/{id}/open", { params: { path: { id: desk.id } } })));
  const ready = desk.board.seed && desk.judges.length > 0;
  return (
    <div className="desk">
      <div>
        <Judges desk={desk} />
        <Draw desk={desk} />
        <section className="card">
          <h2>{t("contest.begin")}</h2>
          <p className="soft">{t("contest.begin.explain")}</p>
          <Button type="primary" size="large" disabled={!ready} loading={begin.isPending} onClick={() => begin.mutate(undefined)}>{t("contest.begin")}</Button>
          <ActionFault error={begin.error} />
        </section>
      </div>
      <DeskList desk={desk} chosen={0} />
    </div>
  );
}

function Judges({ desk }: { desk: Desk }) {
  const [accounts, setAccounts] = useState(desk.judges.map((j) => j.account));
  const appoint = useStep(desk.id, () => reply(api.POST("/api/contests/{id}/judges", { params: { path: { id: desk.id } }, body: { accounts } })));
  const changed = accounts.join() !== desk.judges.map((j) => j.account).join();
  return (
    <section className="card">
      <h2>{t("contest.judges")}</h2>
      <div className="field">
        <label htmlFor="judges">{t("contest.judges.appoint")}</label>
        <Select id="judges" mode="multiple" value={accounts} onChange={setAccounts} options={desk.candidates.map((j) => ({ value: j.account, label: j.title }))} optionFilterProp="label" />
        <span className="help">{t("contest.judges.help")}</span>
      </div>
      <Button type={changed ? "primary" : "default"} disabled={!changed} loading={appoint.isPending} onClick={() => appoint.mutate(undefined)}>{t("common.save")}</Button>
      <ActionFault error={appoint.error} />
    </section>
  );
}

function Draw({ desk }: { desk: Desk }) {
  const [seed, setSeed] = useState("");
  const [asking, setAsking] = useState(false);
  const draw = useStep(desk.id, (reason: string) => reply(api.POST("/api/contests/{id}/draw", { params: { path: { id: desk.id } }, body: { seed, reason } })));
  const drawn = desk.board.seed;
  return (
    <section className="card">
      <h2>{t("contest.draw")}</h2>
      {drawn && <p className="words">{t("contest.seed")} <code>{drawn}</code></p>}
      <p className="soft">{t("contest.seed.how")}</p>
      <div className="field"><label htmlFor="seed">{t("contest.draw.seed")}</label><Input id="seed" maxLength={100} value={seed} onChange={(e) => setSeed(e.target.value)} /><span className="help">{t("contest.draw.seed.help")}</span></div>
      <Button type={drawn ? "default" : "primary"} loading={draw.isPending} onClick={() => (drawn ? setAsking(true) : draw.mutate(""))}>{t(drawn ? "contest.draw.again" : "contest.draw")}</Button>
      {!asking && <ActionFault error={draw.error} />}
      {asking && <ReasonDialog title={t("contest.draw.again")} explain={t("contest.draw.again.explain")} busy={draw.isPending} error={draw.error} onCancel={() => setAsking(false)} onReason={(reason) => draw.mutate(reason, { onSuccess: () => setAsking(false) })} />}
    </section>
  );
}
