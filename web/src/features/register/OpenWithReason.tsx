import { Button, Input } from "antd";
import { useState } from "react";
import { t } from "../../app/language";
import { PageFrame } from "../../ui/PageFrame";

/** A sensitive register opens for a stated reason, which is kept with who looked. */
export function OpenWithReason({ title, open }: { title: string; open: (reason: string) => void }) {
  const [words, setWords] = useState("");
  return (
    <PageFrame title={title}>
      <form className="card narrow-form" onSubmit={(e) => { e.preventDefault(); if (words.trim()) open(words.trim()); }}>
        <p>{t("register.sensitive")}</p>
        <div className="field"><label htmlFor="why-open">{t("register.sensitive.why")}</label><Input id="why-open" autoFocus maxLength={200} value={words} onChange={(e) => setWords(e.target.value)} /></div>
        <Button type="primary" htmlType="submit" disabled={!words.trim()}>{t("register.sensitive.open")}</Button>
      </form>
    </PageFrame>
  );
}
