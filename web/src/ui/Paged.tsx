import { Pagination } from "antd";
import { useState, type ReactNode } from "react";

interface Props<T> { items: T[]; size?: number; children: (page: T[]) => ReactNode }

/** A long list that is here already, a page at a time. */
export function Paged<T>({ items, size = 50, children }: Props<T>) {
  const [wanted, setPage] = useState(1);
  const page = Math.min(wanted, Math.max(1, Math.ceil(items.length / size)));
  return (
    <>
      {children(items.slice((page - 1) * size, page * size))}
      <div className="row spread no-print"><span /><Pagination simple hideOnSinglePage current={page} pageSize={size} total={items.length} onChange={setPage} /></div>
    </>
  );
}
