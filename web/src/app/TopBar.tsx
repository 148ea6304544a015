import { useNavigate } from "@tanstack/react-router";
import { dropDrafts, listDrafts } from "../ui/drafts";
import type { Session } from "../api/contract";
import { useOtherLanguage, useSignOut } from "../api/session";
import { marks, t } from "./language";

interface Props { session: Session; menuOpen: boolean; toggleMenu: () => void }

export function TopBar({ session, menuOpen, toggleMenu }: Props) {
  const signOut = useSignOut();
  const change = useOtherLanguage();
  const navigate = useNavigate();
  const account = session.account;
  const leave = () => {
    const id = account?.id ?? 0;
    const drafts = listDrafts(id).length;
    if (drafts > 0 && !window.confirm(t("session.sign_out.drafts", { n: drafts }))) return;
    dropDrafts(id);
    signOut.mutate(undefined, { onSettled: () => void navigate({ to: "/sign-in" }) });
  };
  return (
    <header className="top no-print">
      <button type="button" className="menu narrow" aria-expanded={menuOpen} onClick={toggleMenu}>☰ <span>{t("common.menu")}</span></button>
      <span className="brand">{t("product.name")}</span>
      <span className="county">{session.county.title}</span>
      <span className="packname wide">{session.pack.title}</span>
      {session.demonstration && <span className="mark mark-unconfirmed">{t("session.demo.mark")}</span>}
      <span className="grow" />
      <span className="who wide" title={session.grants?.map((g) => `${g.unit_title} ${g.role_title}`).join(marks().comma)}>{account?.title}</span>
      <button type="button" className="link" onClick={() => void change()}>{t("session.language")}</button>
      <button type="button" className="link" onClick={leave}>{t("session.sign_out")}</button>
    </header>
  );
}
