import { Button, Drawer } from "antd";
import { useState } from "react";
import type { Entry, Round } from "../../api/contract";
import { useEntry, useReturnEntry } from "../../api/rounds";
import type { RoundSearch } from "../../app/router";
import { t } from "../../app/language";
import { points } from "../../ui/format";
import { LinkButton } from "../../ui/LinkButton";
import { QueryView } from "../../ui/QueryView";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { EntryMarks } from "./EntryMarks";
import { EntryTrail } from "./EntryTrail";
import { Explanation } from "../../ui/Explanation";
import { RecordsPanel } from "./RecordsPanel";

interface Props { round: Round; entry: number; look: (change: Partial<RoundSearch>) => void }

/** Why this entry stands where it stands. */
export function EntryDrawer({ round, entry, look }: Props) {
  const query = useEntry(round.id, entry);
  const [indicator, setIndicator] = useState<{ key: string; title: string }>();
  const data = query.data;
  const title = data ? `${data.rank ? t("entry.rank", { n: data.rank }) : t("entry.no_rank")} · ${data.subject.town_title ?? ""} ${data.subject.title}` : t("common.loading");
  return (
    <Drawer open title={title} size={760} className="explain" onClose={() => look({ entry: undefined })} extra={data && <strong className="total tabular">{points(data.total)}</strong>}>
      <QueryView query={query}>
        {(e) => (
          <>
            <EntryActions round={round} entry={e} />
            {e.returned_reason && <p className="notice warn">{t("mark.returned")}：{e.returned_reason}</p>}
            <Explanation criteria={round.criteria} explanation={e.explanation} vetoReasons={e.veto_reasons} openRecords={(key, name) => setIndicator({ key, title: name })} />
            <EntryTrail entry={e} />
          </>
        )}
      </QueryView>
      {indicator && <RecordsPanel round={round.id} entry={entry} indicator={indicator} close={() => setIndicator(undefined)} />}
    </Drawer>
  );
}

function EntryActions({ round, entry }: { round: Round; entry: Entry }) {
  const [returning, setReturning] = useState(false);
  const back = useReturnEntry(round.id);
  const mayAssess = entry.may.includes("assess");
  return (
    <div className="row spread">
      <EntryMarks entry={entry} />
      <span className="row no-print">
        {mayAssess && <LinkButton to="/rounds/$round/entries/$entry/assessment" params={{ round: String(round.id), entry: String(entry.id) }} primary>{t("tasks.kind.assess")}</LinkButton>}
        {entry.may.includes("return") && <Button onClick={() => setReturning(true)}>{t("entry.return")}</Button>}
      </span>
      {returning && <ReasonDialog title={t("entry.return")} explain={t("entry.return.explain")} busy={back.isPending} error={back.error} onCancel={() => setReturning(false)} onReason={(reason) => back.mutate({ entry: entry.id, reason }, { onSuccess: () => setReturning(false) })} />}
    </div>
  );
}
