import { Link } from "@tanstack/react-router";
import { EmptyState } from "../ui/EmptyState";
import { t } from "./language";

export function NotFound() {
  return <EmptyState title={t("state.missing.title")}><Link to="/tasks">{t("nav.tasks")}</Link></EmptyState>;
}
