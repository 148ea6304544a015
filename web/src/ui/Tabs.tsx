import { Link } from "@tanstack/react-router";
import "./tabs.css";

export interface Tab { id: string; title: string; count?: number }

/** Parts of a page, each with an address of its own. */
export function Tabs({ tabs, current }: { tabs: Tab[]; current: string }) {
  return (
    <nav className="tabs no-print">
      {tabs.map((tab) => (
        <Link key={tab.id} to="." search={{ tab: tab.id }} aria-current={tab.id === current ? "page" : undefined}>{tab.title}{tab.count ? <span className="tabular"> {tab.count}</span> : null}</Link>
      ))}
    </nav>
  );
}
