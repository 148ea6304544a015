import { useMutation } from "@tanstack/react-query";
import { upload } from "../api/client";
import type { StoredFile } from "../api/contract";
import { t } from "../app/language";
import { ActionFault } from "./ErrorState";
import { FileButton } from "./FileButton";

interface Named { id: number; name: string }
interface Props { files: Named[]; disabled?: boolean; change: (files: Named[]) => void }

/** Evidence: files that are kept by their content. */
export function FileBox({ files, disabled, change }: Props) {
  const send = useMutation({
    mutationFn: (chosen: File[]) => Promise.all(chosen.map((file) => upload<StoredFile>("/api/files", file))),
    onSuccess: (stored) => change([...files, ...stored.filter((s) => !files.some((f) => f.id === s.id)).map(({ id, name }) => ({ id, name }))]),
  });
  return (
    <div className="stack">
      <ul className="plain">
        {files.map((f) => (
          <li key={f.id} className="row"><a href={`/api/files/${f.id}`} target="_blank" rel="noreferrer">{f.name}</a>{!disabled && <button type="button" className="link small" onClick={() => change(files.filter((k) => k.id !== f.id))}>{t("file.remove")}</button>}</li>
        ))}
      </ul>
      {!disabled && <FileButton text={t("file.choose")} multiple disabled={send.isPending} choose={(chosen) => send.mutate(chosen)} />}
      {send.isPending && <span className="soft small">{t("file.sending")}</span>}
      <ActionFault error={send.error} />
    </div>
  );
}
