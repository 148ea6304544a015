import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { t } from "../app/language";
import { ErrorState } from "./ErrorState";
import { time } from "./format";
import { LoadingState } from "./LoadingState";

interface Props<T> {
  query: UseQueryResult<T>;
  rows?: number;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}

/** The four states of whatever comes from the server: loading, error, empty, and shown though it could not be refreshed. */
export function QueryView<T>({ query, rows, isEmpty, empty, children }: Props<T>) {
  if (query.data === undefined) {
    return query.isError ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <LoadingState rows={rows} />;
  }
  return (
    <>
      {query.isError && (
        <p className="notice warn" role="status">
          {t("state.stale", { time: time(new Date(query.dataUpdatedAt).toISOString()) })}{" "}
          <button type="button" className="link" onClick={() => void query.refetch()}>{t("common.retry")}</button>
        </p>
      )}
      {isEmpty?.(query.data) ? empty : children(query.data)}
    </>
  );
}
