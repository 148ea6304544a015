import { useEffect, type ReactNode } from "react";
import { t } from "../app/language";
import "./states.css";

interface Props { title: string; lead?: ReactNode; /** a short lead on the title's own line */ beside?: ReactNode; crumb?: ReactNode; actions?: ReactNode; children: ReactNode }

/** Every page: where it belongs, its title, what it says at first sight, what can be done. */
export function PageFrame({ title, lead, beside, crumb, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · ${t("product.name")}`;
  }, [title]);
  return (
    <>
      <div className="frame-head">
        <div className="grow">
          {crumb && <div className="crumb no-print">{crumb}</div>}
          <div className="row"><h1>{title}</h1>{beside && <span className="lead">{beside}</span>}</div>
          {lead && <div className="lead">{lead}</div>}
        </div>
        {actions && <div className="row no-print">{actions}</div>}
      </div>
      {children}
    </>
  );
}
