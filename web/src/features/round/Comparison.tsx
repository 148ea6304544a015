import { Drawer } from "antd";
import { useQueries } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import type { Entry, Round } from "../../api/contract";
import { roundKey } from "../../api/rounds";
import { aside, t } from "../../app/language";
import { ErrorState } from "../../ui/ErrorState";
import { hundredths, points } from "../../ui/format";
import { LoadingState } from "../../ui/LoadingState";
import { placeOf } from "../../ui/place";

interface Props { round: Round; entries: number[]; close: () => void }

/** Two to five entries side by side; in each row the best is set in bold. */
export function Comparison({ round, entries, close }: Props) {
  const queries = useQueries({
    queries: entries.map((entry) => ({ queryKey: [...roundKey(round.id), "entry", entry], queryFn: () => reply(api.GET("/api/rounds/{id}/entries/{entry}", { params: { path: { id: round.id, entry } } })) })),
  });
  const failed = queries.find((q) => q.isError && q.data === undefined);
  const loaded: Entry[] = queries.flatMap((q) => (q.data ? [q.data] : []));
  return (
    <Drawer open title={t("compare.title", { n: entries.length })} size={Math.min(1180, 340 + entries.length * 190)} onClose={close}>
      {failed ? <ErrorState error={failed.error} retry={() => void failed.refetch()} /> : loaded.length < entries.length ? <LoadingState /> : <Grid round={round} entries={loaded} />}
    </Drawer>
  );
}

function Grid({ round, entries }: { round: Round; entries: Entry[] }) {
  return (
    <div className="scroll" tabIndex={0}>
      <table className="sheet compare">
        <thead><tr><th />{entries.map((e) => <th key={e.id} className="right">{e.rank ?? "—"}　{e.subject.title}<div className="small soft">{placeOf(e.subject)}</div></th>)}</tr></thead>
        <tbody>
          <Row title={t("round.total")} cells={entries.map((e) => e.total)} strong />
          {round.criteria.flatMap((c) => [
            <Row key={c.id} title={`${c.title}${aside(c.points)}`} cells={entries.map((e) => e.criteria.find((k) => k.id === c.id)?.points)} strong />,
            ...c.indicators.map((x) => <Row key={`${c.id}.${x.id}`} title={`${x.title}${aside(x.points)}`} cells={entries.map((e) => find(e, `${c.id}.${x.id}`)?.points)} notes={entries.map((e) => find(e, `${c.id}.${x.id}`)?.sentence)} />),
          ])}
        </tbody>
      </table>
    </div>
  );
}

const find = (entry: Entry, key: string) => entry.explanation.criteria.flatMap((c) => c.indicators).find((x) => x.key === key);

function Row({ title, cells, notes, strong }: { title: string; cells: (string | undefined)[]; notes?: (string | undefined)[]; strong?: boolean }) {
  const best = Math.max(...cells.map((c) => hundredths(c ?? "")));
  const equal = cells.every((c) => hundredths(c ?? "") === best);
  return (
    <tr className={strong ? "criterion" : undefined}>
      <th scope="row">{title}</th>
      {cells.map((cell, i) => <td key={i} className={!equal && hundredths(cell ?? "") === best ? "right strong best" : "right"} title={notes?.[i]}>{points(cell)}</td>)}
    </tr>
  );
}
