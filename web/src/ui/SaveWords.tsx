import { t } from "../app/language";
import { time } from "./format";
import type { SaveState } from "./autosave";

/** "Saved 08:12", or why not yet. */
export function SaveWords({ state, savedAt }: { state: SaveState; savedAt?: string }) {
  if (state === "offline") return <span className="save-words warn">{t("save.offline")}</span>;
  if (state === "fault") return <span className="save-words warn">{t("save.fault")}</span>;
  if (state === "waiting" || state === "saving") return <span className="save-words">{t("save.saving")}</span>;
  return <span className="save-words">{savedAt ? t("save.saved", { time: time(savedAt) }) : t("save.none")}</span>;
}
