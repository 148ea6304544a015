import { Drawer } from "antd";
import { useIndicatorRecords } from "../../api/rounds";
import { t } from "../../app/language";
import { BehindRecords } from "../../ui/BehindRecords";
import { EmptyState } from "../../ui/EmptyState";
import { QueryView } from "../../ui/QueryView";

interface Props { round: number; entry: number; indicator: { key: string; title: string }; close: () => void }

/** The records behind an indicator, register by register. */
export function RecordsPanel({ round, entry, indicator, close }: Props) {
  const behind = useIndicatorRecords(round, entry, indicator.key);
  return (
    <Drawer open title={indicator.title} size={760} onClose={close}>
      <QueryView query={behind} isEmpty={(all) => all.length === 0} empty={<EmptyState title={t("explain.no_records")} />}>
        {(all) => all.map((one) => <BehindRecords key={one.register} behind={one} />)}
      </QueryView>
    </Drawer>
  );
}
