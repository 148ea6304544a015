import { t } from "../app/language";
import { time } from "./format";
import type { Autosave } from "./autosave";

/** "Saved 08:12", or why not yet; `before` is when an earlier page saved. */
export function SaveWords({ saving, before }: { saving: Pick<Autosave<unknown>, "state" | "savedAt">; before?: string }) {
  const { state, savedAt = before } = saving;
  if (state === "offline") return <span className="save-words warn">{t("save.offline")}</span>;
  if (state === "fault") return <span className="save-words warn">{t("save.fault")}</span>;
  if (state === "waiting" || state === "saving") return <span className="save-words">{t("save.saving")}</span>;
  return <span className="save-words">{savedAt ? t("save.saved", { time: time(savedAt) }) : t("save.none")}</span>;
}
