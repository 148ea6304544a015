import { Input, Select } from "antd";
import { useMemo, useState } from "react";
import type { EntryRow, Round } from "../../api/contract";
import { useEntries } from "../../api/rounds";
import type { RoundSearch } from "../../app/search";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { placeOf } from "../../ui/place";
import { QueryView } from "../../ui/QueryView";
import { BarLegend } from "../../ui/StackedBar";
import { EntriesTable } from "./EntriesTable";

interface Props { round: Round; town?: number; compared: number[]; look: (change: Partial<RoundSearch>) => void }

const townsOf = (entries: EntryRow[]) => [...new Map(entries.filter((e) => e.subject.town_id).map((e) => [e.subject.town_id, e.subject.town_title ?? ""])).entries()].map(([value, label]) => ({ value, label }));

export function EntriesView({ round, town, compared, look }: Props) {
  const entries = useEntries(round.id);
  const [words, setWords] = useState("");
  const towns = useMemo(() => townsOf(entries.data ?? []), [entries.data]);
  const kept = (e: EntryRow) => (!town || e.subject.town_id === town) && (!words || `${placeOf(e.subject)} ${e.subject.title}`.includes(words));
  const compare = (id: number, on: boolean) => look({ compare: (on ? [...compared, id] : compared.filter((c) => c !== id)).join(",") || undefined });
  return (
    <section className="card entries">
      <div className="row spread no-print">
        <div className="row">
          {towns.length > 1 && <Select aria-label={t("round.town")} allowClear placeholder={t("round.town.all")} value={town} onChange={(value?: number) => look({ town: value })} options={towns} className="town" />}
          <Input allowClear aria-label={t("common.search")} placeholder={t("round.find")} value={words} onChange={(e) => setWords(e.target.value.trim())} className="find" />
        </div>
        <span className="soft small wide">{t("round.compare.hint", { n: compared.length })}</span>
      </div>
      <BarLegend parts={round.criteria} />
      <QueryView query={entries} isEmpty={(all) => all.filter(kept).length === 0} empty={<EmptyState title={t("round.entries.empty")}>{words && t("round.entries.widen")}</EmptyState>}>
        {(all) => <EntriesTable round={round} entries={all.filter(kept)} compared={compared} compare={compare} open={(entry) => look({ entry })} />}
      </QueryView>
    </section>
  );
}
