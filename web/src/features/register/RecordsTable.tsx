import { Pagination } from "antd";
import type { RecordPage, RegisterView } from "../../api/contract";
import type { RegisterSearch } from "../../app/search";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { fieldText, isNumeric } from "../../ui/fieldText";
import { Mark } from "../../ui/Mark";
import { useMoneyUnit } from "../../ui/moneyUnit";
import { QueryView } from "../../ui/QueryView";
import { ColumnHead } from "./ColumnHead";
import { pageSize, queryOf } from "./listing";
import { useRecords } from "./queries";
import { moveFocus } from "./keys";
import { shownState, stateMark } from "./words";

interface Props { register: RegisterView; search: RegisterSearch; reason?: string; look: (change: Partial<RegisterSearch>) => void; turn: (page: number) => void; open: (record: number) => void }

export function RecordsTable(props: Props) {
  const { register, search, turn } = props;
  const records = useRecords(register.id, queryOf(search, props.reason));
  const narrowed = search.q ?? search.filter ?? search.unit ?? search.state;
  return (
    <QueryView query={records} isEmpty={(p) => p.total === 0} empty={<EmptyState title={t(narrowed ? "register.none" : "register.empty")}>{narrowed ? t("round.entries.widen") : register.may_fill ? t("register.empty.fill") : null}</EmptyState>}>
      {(page) => (
        <>
          <Grid {...props} page={page} />
          <div className="row spread foot"><span className="soft">{t("common.rows", { n: page.total })}</span><Pagination current={search.page ?? 1} total={page.total} pageSize={pageSize} showSizeChanger={false} hideOnSinglePage onChange={turn} size="small" /></div>
        </>
      )}
    </QueryView>
  );
}

function Grid({ register, search, look, open, page }: Props & { page: RecordPage }) {
  const unit = useMoneyUnit();
  const fields = register.fields.filter((f) => f.type !== "file" && f.type !== "long_text");
  // On a phone a column that says the same in every row gives its place to the figures.
  const alone = new Set(page.items.map((r) => `${r.unit_id} ${r.person_id ?? ""}`)).size === 1;
  const owner = alone ? "nowrap wide" : "nowrap";
  return (
    <div className="scroll" tabIndex={0}>
      <table className="sheet register" onKeyDown={moveFocus}>
        <thead><tr><th className={owner}>{t(register.owner === "person" ? "register.person" : "register.owner")}</th>{fields.map((f) => <ColumnHead key={f.id} field={f} search={search} look={look} />)}<th>{t("outcome.state")}</th></tr></thead>
        <tbody>
          {page.items.map((r) => (
            <tr key={r.id} className={search.record === r.id ? "door chosen" : "door"} onClick={() => open(r.id)}>
              <td className={owner}><button type="button" className="link" data-cell onClick={(e) => { e.stopPropagation(); open(r.id); }}>{r.person_name ?? r.unit_title}</button> <span className="soft small">{r.person_name ? r.unit_title : r.town_title}</span></td>
              {fields.map((f, i) => <td key={f.id} className={isNumeric(f) ? "right" : undefined}>{alone && i === 0 ? <button type="button" className="link narrow" aria-label={`${r.person_name ?? r.unit_title} ${fieldText(f, r.values[f.id], unit, r.titles)}`} onClick={(e) => { e.stopPropagation(); open(r.id); }}>{fieldText(f, r.values[f.id], unit, r.titles) || "—"}</button> : null}<span className={alone && i === 0 ? "wide" : undefined}>{fieldText(f, r.values[f.id], unit, r.titles)}</span></td>)}
              <td><Mark kind={stateMark[shownState(r)]} title={r.note}>{t(`record.${shownState(r)}`)}</Mark></td>
            </tr>
          ))}
        </tbody>
        {Object.keys(page.totals ?? {}).length > 0 && (
          <tfoot><tr><th className={owner}>{t("register.totals")}</th>{fields.map((f) => <td key={f.id} className="right strong">{fieldText(f, page.totals[f.id], unit)}</td>)}<td /></tr></tfoot>
        )}
      </table>
    </div>
  );
}
