import { Drawer } from "antd";
import { type FigureQuery, useFigureRecords } from "../../api/cockpit";
import { t } from "../../app/language";
import { BehindRecords } from "../../ui/BehindRecords";
import { EmptyState } from "../../ui/EmptyState";
import { QueryView } from "../../ui/QueryView";

/** The records that a figure is made of. */
export function FigureDrawer({ title, query, close }: { title: string; query: FigureQuery; close: () => void }) {
  return <Drawer open title={title} size={760} onClose={close}><FigureRecords query={query} /></Drawer>;
}

export function FigureRecords({ query }: { query: FigureQuery }) {
  const records = useFigureRecords(query);
  return (
    <QueryView query={records} isEmpty={(all) => all.every((one) => one.items.length + one.hidden === 0)} empty={<EmptyState title={t("explain.no_records")} />}>
      {(all) => all.map((one) => <BehindRecords key={one.register} behind={one} />)}
    </QueryView>
  );
}
