import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { upload } from "../../api/client";
import type { ImportResult } from "../../api/contract";
import { useRegister } from "../../api/pack";
import { inLanguage, t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";
import { AnchorButton } from "../../ui/LinkButton";
import { FileButton } from "../../ui/FileButton";
import { PageFrame } from "../../ui/PageFrame";
import { ImportPreview } from "./ImportPreview";
import "./register.css";

const route = getRouteApi("/inside/registers/$register/import");

/** Choose a sheet, look at it with its faulty cells marked, import it when it is clean. */
export function ImportPage() {
  const id = route.useParams().register;
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const register = useRegister(id);
  const [file, setFile] = useState<File>();
  const send = (chosen: File, dry: boolean) => upload<ImportResult>(`/api/registers/${id}/import?dry_run=${dry}`, chosen);
  const preview = useMutation({ mutationFn: (chosen: File) => send(chosen, true) });
  const carryOut = useMutation({
    mutationFn: (chosen: File) => send(chosen, false),
    onSuccess: async (result) => {
      announce(t("import.done", { created: result.created, updated: result.updated }));
      await queries.invalidateQueries();
      await navigate({ to: "/registers/$register", params: { register: id } });
    },
  });
  const clean = preview.data && preview.data.errors.length === 0;
  return (
    <PageFrame title={`${t("register.import")} · ${register?.title ?? ""}`} crumb={<Link to="/registers/$register" params={{ register: id }}>{register?.title ?? t("nav.registers")}</Link>}>
      <ol className="import-steps">
        <li className="card"><strong>{t("import.template")}</strong><p className="soft">{t("import.template.help")}</p><AnchorButton href={inLanguage(`/api/registers/${id}/template.xlsx`)} download>{t("import.template.get")}</AnchorButton></li>
        <li className="card"><strong>{t("import.choose")}</strong><p className="soft">{t("import.choose.help")}</p>
          <FileButton text={t("import.choose.button")} accept=".xlsx" chosen={file?.name} choose={([chosen]) => { setFile(chosen); carryOut.reset(); if (chosen) preview.mutate(chosen); }} />
          {preview.isPending && <p className="soft" role="status">{t("import.reading")}</p>}
          <ActionFault error={preview.error} />
        </li>
        {preview.data && (
          <li className="card">
            <div className="row spread"><strong>{t(clean ? "import.clean" : "import.faulty", { n: preview.data.errors.length })}</strong>
              <span className="row"><span className="soft">{t("import.counts", { created: preview.data.created, updated: preview.data.updated, unchanged: preview.data.unchanged })}</span>
                <Button type="primary" disabled={!clean || !file} loading={carryOut.isPending} onClick={() => file && carryOut.mutate(file)}>{t("import.now")}</Button></span>
            </div>
            <ActionFault error={carryOut.error} />
            <ImportPreview result={preview.data} />
          </li>
        )}
      </ol>
    </PageFrame>
  );
}
