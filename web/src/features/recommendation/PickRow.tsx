import { AutoComplete, Radio } from "antd";
import type { EntryRow, Pick } from "../../api/contract";
import { t } from "../../app/language";
import { ClashChoice } from "../../ui/Clash";
import { points } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import type { SharedState } from "../../ui/useSharedForm";
import { saidWords, type Said } from "./picks";

interface Props { entry: EntryRow; pick: Pick; reasons: string[]; full: boolean; editable: boolean; change: (pick: Pick) => void; form: SharedState<Said>; giveBack: () => void }

export function PickRow({ entry, pick, reasons, full, editable, change, form, giveBack }: Props) {
  const blocked = entry.vetoed || (full && !pick.recommended);
  return (
    <li className="pick">
      <span className="who"><strong>{entry.subject.title}</strong> <span className="soft tabular">{points(entry.total)}</span>{entry.vetoed && <> <Mark kind="veto">{t("mark.veto")}</Mark></>}</span>
      <Radio.Group aria-label={entry.subject.title} disabled={!editable} value={pick.recommended} optionType="button" buttonStyle="solid" onChange={(e) => change({ ...pick, recommended: e.target.value as boolean })}
        options={[{ value: true, label: t("recommend.yes"), disabled: blocked }, { value: false, label: t("recommend.no") }]} />
      {pick.recommended === false
        ? <AutoComplete className="why" disabled={!editable} aria-label={t("common.reason")} placeholder={t("recommend.reason")} value={pick.reason} onChange={(reason: string) => change({ ...pick, reason })} options={reasons.map((value) => ({ value }))} maxLength={200} />
        : <span className="why" />}
      {editable && <button type="button" className="link small" onClick={giveBack}>{t("recommend.return")}</button>}
      <ClashChoice clash={form.clashes.find((c) => c.key === String(entry.id))} other={form.other} words={saidWords} choose={form.choose} />
    </li>
  );
}
