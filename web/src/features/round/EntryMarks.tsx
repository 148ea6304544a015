import type { EntryRow } from "../../api/contract";
import { marks, t } from "../../app/language";
import { Mark } from "../../ui/Mark";
import { statusMark, statusText } from "../../ui/status";

export function EntryMarks({ entry }: { entry: EntryRow }) {
  return (
    <span className="row marks">
      {entry.grade && <Mark kind="plain">{entry.grade}</Mark>}
      {entry.vetoed && <Mark kind="veto" title={entry.veto_reasons.join(marks().semicolon)}>{t("mark.veto")}</Mark>}
      {entry.incomplete && <Mark kind="missing">{t("mark.missing")}</Mark>}
      {entry.tied && <Mark kind="tie">{t("mark.tie")}</Mark>}
      {entry.returned_reason && <Mark kind="returned" title={entry.returned_reason}>{t("mark.returned")}</Mark>}
      {entry.status !== "open" && <Mark kind={statusMark(entry.status)}>{statusText(entry)}</Mark>}
    </span>
  );
}
