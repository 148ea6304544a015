import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useSession } from "../api/session";
import { IdleWatch } from "./IdleWatch";
import { t } from "./language";
import { placesFor } from "./navigation";
import "./shell.css";
import { TopBar } from "./TopBar";

export function Shell() {
  const session = useSession().data;
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => setOpen(false), [path]);
  if (!session?.signed_in) return null;
  const places = session.account?.must_change ? [] : placesFor(session);
  return (
    <div className="shell">
      <a className="skip" href="#content">{t("common.skip")}</a>
      <TopBar session={session} menuOpen={open} toggleMenu={() => setOpen(!open)} />
      <nav className={open ? "side open no-print" : "side no-print"} aria-label={t("common.menu")}>
        {places.map((place, i) => (
          <div key={place.to}>
            {place.group !== places[i - 1]?.group && <div className="group">{t(place.group)}</div>}
            <Link to={place.to} className="place" activeProps={{ className: "place here", "aria-current": "page" }}>{t(place.title)}</Link>
          </div>
        ))}
      </nav>
      <main id="content" tabIndex={-1}><Outlet /></main>
      <IdleWatch minutes={session.idle_minutes} />
    </div>
  );
}
