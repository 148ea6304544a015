import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { ActionFault, ErrorState } from "../../ui/ErrorState";
import { time } from "../../ui/format";
import { AnchorButton } from "../../ui/LinkButton";
import { LoadingState } from "../../ui/LoadingState";
import { Mark } from "../../ui/Mark";
import "./journal.css";
import { kindWords } from "./kinds";

const pageSize = 50;

/** What was decided, in order, each line bound to all before it. */
export function Journal() {
  const [q, setQ] = useState("");
  const pages = useInfiniteQuery({
    queryKey: ["system", "journal", q], initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) => reply(api.GET("/api/journal", { params: { query: { q: q || undefined, after: pageParam, limit: pageSize } } })),
    getNextPageParam: (page) => (page.items.length === pageSize ? page.items[page.items.length - 1]?.index : undefined),
  });
  const verify = useMutation({ mutationFn: () => reply(api.POST("/api/journal/verify")) });
  const first = pages.data?.pages[0];
  const items = pages.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section className="card">
      <div className="row spread">
        <Input.Search allowClear placeholder={t("journal.find")} aria-label={t("common.search")} onSearch={setQ} style={{ width: 260 }} />
        <span className="row">
          {verify.data && (verify.data.ok ? <Mark kind="good">{t("journal.sound", { n: verify.data.size })}</Mark> : <Mark kind="late">{verify.data.fault ?? t("journal.unsound")}</Mark>)}
          <Button loading={verify.isPending} onClick={() => verify.mutate()}>{t("journal.verify")}</Button>
          <AnchorButton href="/api/journal/checkpoint" target="_blank" rel="noreferrer">{t("journal.checkpoint")}</AnchorButton>
        </span>
      </div>
      <ActionFault error={verify.error} />
      {first && <p className="soft small">{t("journal.size", { n: first.size })} <code>{first.root.slice(0, 32)}…</code></p>}
      {pages.isPending ? <LoadingState /> : pages.isError && items.length === 0 ? <ErrorState error={pages.error} retry={() => void pages.refetch()} /> : items.length === 0 ? <EmptyState title={t("journal.empty")} /> : (
        <div className="scroll" tabIndex={0}>
          <table className="sheet">
            <thead><tr><th className="right">#</th><th>{t("journal.at")}</th><th>{t("journal.what")}</th><th className="wide">{t("journal.who")}</th><th className="wide">{t("journal.hash")}</th></tr></thead>
            <tbody>{items.map((leaf) => <tr key={leaf.index}><td className="right">{leaf.index}</td><td className="nowrap">{time(leaf.at)}</td><td><strong>{kindWords(leaf.kind)}</strong> {leaf.subject}<div className="small soft summary" title={leaf.summary}>{leaf.summary}</div></td><td className="wide">{leaf.actor}</td><td className="wide"><code className="small soft">{leaf.hash.slice(0, 16)}</code></td></tr>)}</tbody>
          </table>
        </div>
      )}
      {pages.hasNextPage && <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t("common.more")}</Button>}
    </section>
  );
}
