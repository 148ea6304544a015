import { Button } from "antd";
import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import type { DeliveryRow } from "../../api/contract";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { ActionFault } from "../../ui/ErrorState";
import { time } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { Paged } from "../../ui/Paged";
import { QueryView } from "../../ui/QueryView";
import { useSystemAction } from "./queries";

/** Reminders on their way: what failed comes first, with what to do about it. */
export function Deliveries() {
  const deliveries = useQuery({ queryKey: ["system", "deliveries"], queryFn: () => reply(api.GET("/api/deliveries")).then((r) => r.items) });
  return (
    <section className="card">
      <p className="soft small">{t("delivery.note")}</p>
      <QueryView query={deliveries} isEmpty={(items) => items.length === 0} empty={<EmptyState title={t("delivery.none")} />}>
        {(items) => (
          <Paged items={items}>{(page) => (
          <div className="scroll" tabIndex={0}>
            <table className="sheet">
              <thead><tr><th>{t("delivery.day")}</th><th>{t("delivery.recipient")}</th><th>{t("outcome.state")}</th><th>{t("delivery.trouble")}</th><th /></tr></thead>
              <tbody>{page.map((d) => <Row key={d.id} delivery={d} />)}</tbody>
            </table>
          </div>
          )}</Paged>
        )}
      </QueryView>
    </section>
  );
}

const marks = { waiting: "unconfirmed", sent: "good", failed: "veto" } as const;

function Row({ delivery: d }: { delivery: DeliveryRow }) {
  const retry = useSystemAction(() => reply(api.POST("/api/deliveries/{id}/retry", { params: { path: { id: d.id } } })));
  return (
    <tr>
      <td>{d.day}<div className="soft small">{t(d.late ? "delivery.late" : "delivery.daily")}</div></td>
      <td>{d.recipient}<div className="soft small">{t(d.by_mail ? "delivery.mail" : "delivery.group")}</div></td>
      <td><Mark kind={marks[d.state]}>{t(`delivery.${d.state}`)}</Mark><div className="soft small">{d.sent_at ? time(d.sent_at) : d.next_at && d.attempts > 0 ? t("delivery.again", { at: time(d.next_at) }) : null}</div></td>
      <td>{d.trouble}{d.hint && <div className="soft small">{d.hint}</div>}{d.detail && <div className="soft small">{d.detail}</div>}</td>
      <td className="right">{d.state === "failed" && <Button size="small" loading={retry.isPending} onClick={() => retry.mutate(undefined)}>{t("delivery.retry")}</Button>}<ActionFault error={retry.error} /></td>
    </tr>
  );
}
