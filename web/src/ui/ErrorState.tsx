import { Problem } from "../api/client";
import { language, t } from "../app/language";
import "./states.css";

const titleOf = (error: unknown): string => {
  if (!(error instanceof Problem)) return t("state.error.title");
  if (error.offline) return t("state.offline.title");
  if (error.body.status === 403) return t("state.denied.title");
  if (error.body.status === 404) return t("state.missing.title");
  return t("state.error.title");
};

/** What happened and, where the server says so, what to do. */
const detailOf = (error: unknown): string => {
  if (error instanceof Problem) return error.offline ? t("state.offline.detail") : [error.message, error.body.hint].filter(Boolean).join(language() === "zh" ? "" : " ");
  return error instanceof Error ? error.message : "";
};

/** A whole view that could not be shown. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const incident = error instanceof Problem ? error.body.incident : undefined;
  return (
    <div className="state" role="alert">
      <h2>{titleOf(error)}</h2>
      <p>{detailOf(error)}</p>
      {incident && <p className="soft">{t("state.error.incident", { id: incident })}</p>}
      {retry && <button type="button" className="link" onClick={retry}>{t("common.retry")}</button>}
    </div>
  );
}

/** An action that failed: what happened, what was kept, the number to quote. Stands beside the button. */
export function ActionFault({ error }: { error: unknown }) {
  if (!error) return null;
  const problem = error instanceof Problem ? error : undefined;
  const details = (problem?.body.errors ?? []).filter((e) => e.message !== problem?.message);
  return (
    <div className="notice bad" role="alert">
      <strong>{titleOf(error)}</strong> {detailOf(error)}
      {problem?.body.hint && <div>{problem.body.hint}</div>}
      {details.length > 0 && <ul>{details.map((e, i) => <li key={i}>{e.message} {e.hint !== problem?.body.hint && e.hint}</li>)}</ul>}
      <div className="small soft">
        {t("state.error.kept")} {problem?.body.incident && t("state.error.incident", { id: problem.body.incident })}
      </div>
    </div>
  );
}
