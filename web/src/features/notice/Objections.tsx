import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { Objection } from "../../api/contract";
import { aside, marks, t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { date, time } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { QueryView } from "../../ui/QueryView";
import { AcceptDialog, FindingDialog } from "./ObjectionDialogs";

export function Objections() {
  const objections = useQuery({ queryKey: ["notices", "objections"], queryFn: () => reply(api.GET("/api/objections")).then((r) => r.items) });
  return (
    <QueryView query={objections} isEmpty={(items) => items.length === 0} empty={<EmptyState title={t("objection.empty")} />}>
      {(items) => items.map((o) => <ObjectionCard key={o.id} objection={o} />)}
    </QueryView>
  );
}

function ObjectionCard({ objection }: { objection: Objection }) {
  const [dialog, setDialog] = useState<"accept" | "finding">();
  const open = objection.state === "received" || objection.state === "accepted";
  return (
    <section className="card">
      <div className="row spread">
        <div><strong>{objection.about}</strong> <Mark kind={open ? "returned" : "plain"}>{t(`objection.state.${objection.state}`)}</Mark></div>
        <span className="soft small">{time(objection.received_at)} · {objection.name || t("objection.anonymous")} {open && objection.due && ` · ${t("tasks.due", { date: date(objection.due) })}`}</span>
      </div>
      <p className="words">{objection.text}</p>
      {objection.finding && <p><strong>{t("objection.finding")}</strong>{aside(objection.verifiers.join(marks().comma))}{marks().colon}{objection.finding}</p>}
      {objection.reply && <p><strong>{t("answer.reply")}</strong>{marks().colon}{objection.reply}</p>}
      <div className="row no-print">
        {objection.state === "received" && <Button type="primary" onClick={() => setDialog("accept")}>{t("objection.accept")}</Button>}
        {objection.state === "accepted" && <Button type="primary" onClick={() => setDialog("finding")}>{t("objection.find")}</Button>}
      </div>
      {dialog === "accept" && <AcceptDialog objection={objection} close={() => setDialog(undefined)} />}
      {dialog === "finding" && <FindingDialog objection={objection} close={() => setDialog(undefined)} />}
    </section>
  );
}
