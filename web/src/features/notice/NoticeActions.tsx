import { Button, Popconfirm } from "antd";
import { api, reply } from "../../api/client";
import type { Notice } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";
import { AnchorButton } from "../../ui/LinkButton";

export function NoticeActions({ notice }: { notice: Notice }) {
  const params = { path: { id: notice.id } };
  const publish = useRoundAction(() => reply(api.POST("/api/notices/{id}/publish", { params })));
  const close = useRoundAction(() => reply(api.POST("/api/notices/{id}/close", { params })));
  const discard = useRoundAction(() => reply(api.DELETE("/api/notices/{id}", { params })));
  const ask = { okText: t("common.confirm"), cancelText: t("common.cancel") };
  return (
    <div>
      <div className="row">
        {notice.state !== "draft" && <AnchorButton href={notice.href} target="_blank" rel="noreferrer">{t("notice.page")}</AnchorButton>}
        {notice.state === "draft" && <Popconfirm title={t("notice.publish.ask", { n: notice.workdays })} {...ask} onConfirm={() => publish.mutate(undefined, { onSuccess: () => announce(t("round.published")) })}><Button type="primary" loading={publish.isPending}>{t("round.publish")}</Button></Popconfirm>}
        {notice.state === "draft" && <Popconfirm title={t("notice.discard.ask")} {...ask} onConfirm={() => discard.mutate(undefined)}><Button loading={discard.isPending}>{t("notice.discard")}</Button></Popconfirm>}
        {(notice.state === "standing" || notice.state === "held") && notice.over && <Button type="primary" disabled={notice.unanswered > 0} loading={close.isPending} onClick={() => close.mutate(undefined)}>{t("notice.close")}</Button>}
      </div>
      <ActionFault error={publish.error ?? close.error ?? discard.error} />
    </div>
  );
}
