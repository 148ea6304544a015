import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { Mark } from "../../ui/Mark";

/** Makes the contest again out of the journal, and says whether the same comes out. */
export function ReplayCard({ contest }: { contest: number }) {
  const replay = useMutation({ mutationFn: () => reply(api.GET("/api/contests/{id}/replay", { params: { path: { id: contest } } })) });
  const r = replay.data;
  return (
    <section className="card no-print">
      <div className="row spread"><h2>{t("contest.replay")}</h2><Button loading={replay.isPending} onClick={() => replay.mutate()}>{t("contest.replay.do")}</Button></div>
      <p className="soft">{t("contest.replay.explain")}</p>
      <ActionFault error={replay.error} />
      {r?.ok && <p role="status"><Mark kind="good">{t("contest.replay.same", { n: r.leaves })}</Mark></p>}
      {r && !r.ok && (
        <div className="notice bad" role="alert">
          <strong>{t("contest.replay.differs", { n: r.differences.length })}</strong>
          <ul>{r.differences.slice(0, 20).map((d, i) => <li key={i}>{t("contest.replay.difference", { leaf: d.leaf, what: d.what, stated: d.stated, replayed: d.replayed })}</li>)}</ul>
        </div>
      )}
    </section>
  );
}
