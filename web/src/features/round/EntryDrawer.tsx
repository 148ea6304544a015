import { Drawer } from "antd";
import { useState } from "react";
import type { Entry, ExplainedIndicator, Round } from "../../api/contract";
import { useEntry } from "../../api/rounds";
import type { RoundSearch } from "../../app/search";
import { marks, t } from "../../app/language";
import { owesReply } from "../../ui/AnswerItem";
import { Explanation } from "../../ui/Explanation";
import { points, time } from "../../ui/format";
import { placeOf } from "../../ui/place";
import { usePrintedAlone } from "../../ui/printing";
import { QueryView } from "../../ui/QueryView";
import { EntryActions } from "./EntryActions";
import { EntryAnswers } from "./EntryAnswers";
import { EntryTrail } from "./EntryTrail";
import { RecordsPanel } from "./RecordsPanel";
import { RulingDialog } from "./RulingDialog";

interface Props { round: Round; entry: number; look: (change: Partial<RoundSearch>) => void }

/** Why this entry stands where it stands. */
export function EntryDrawer({ round, entry, look }: Props) {
  const query = useEntry(round.id, entry);
  usePrintedAlone();
  const data = query.data;
  const title = data ? `${data.rank ? t("entry.rank", { n: data.rank }) : t("entry.no_rank")} · ${placeOf(data.subject)} ${data.subject.title}` : t("common.loading");
  return (
    <Drawer open title={title} size={760} className="explain" onClose={() => look({ entry: undefined })} extra={data && <strong className="total tabular">{points(data.total)}</strong>}>
      <QueryView query={query}>{(e) => <Body round={round} entry={e} />}</QueryView>
    </Drawer>
  );
}

function Body({ round, entry }: { round: Round; entry: Entry }) {
  const [indicator, setIndicator] = useState<{ key: string; title: string }>();
  const [ruled, setRuled] = useState<ExplainedIndicator>();
  const ended = entry.opinions.filter((o) => (entry.status === "revoked" && o.event === "revoke") || (entry.status === "withdrawn" && o.event === "withdraw")).pop();
  const urgent = entry.answers.some(owesReply) && entry.may.includes("reply");
  return (
    <>
      <p className="only-print soft">{entry.round_title}</p>
      <EntryActions round={round} entry={entry} />
      {entry.returned_reason && <p className="notice warn">{t("mark.returned")}{marks().colon}{entry.returned_reason}</p>}
      {ended && <p className="notice bad">{t(`event.${ended.event}`)}{marks().colon}{ended.text} <span className="soft small">{ended.actor} · {time(ended.at)}</span></p>}
      {urgent && <EntryAnswers entry={entry} />}
      <Explanation criteria={round.criteria} explanation={entry.explanation} vetoReasons={entry.veto_reasons} openRecords={(key, name) => setIndicator({ key, title: name })} rule={entry.may.includes("rule") ? setRuled : undefined} />
      {!urgent && <EntryAnswers entry={entry} />}
      <EntryTrail entry={entry} />
      {indicator && <RecordsPanel round={round.id} entry={entry.id} indicator={indicator} close={() => setIndicator(undefined)} />}
      {ruled && <RulingDialog round={round.id} entry={entry.id} indicator={ruled} close={() => setRuled(undefined)} />}
    </>
  );
}
