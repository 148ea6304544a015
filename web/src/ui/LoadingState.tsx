import "./states.css";
import { t } from "../app/language";

export function LoadingState({ rows = 6 }: { rows?: number }) {
  return (
    <div className="bones" role="status" aria-label={t("common.loading")}>
      {Array.from({ length: rows }, (_, i) => <i key={i} />)}
    </div>
  );
}
