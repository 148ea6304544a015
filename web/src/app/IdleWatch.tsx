import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { signedOut } from "../api/client";
import { useSignOut } from "../api/session";
import { t } from "./language";

/** Signs out after so many minutes without a key or a touch, and when the server has ended the session. Drafts stay on the device. */
export function IdleWatch({ minutes }: { minutes: number }) {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const last = useRef(Date.now());
  const [soon, setSoon] = useState(false);
  const end = useRef((_why: "idle" | "ended") => undefined as void);
  end.current = (why) => {
    const back = window.location.pathname + window.location.search;
    signOut.mutate(undefined, { onSettled: () => void navigate({ to: "/sign-in", search: { why, return: back } }) });
  };
  useEffect(() => {
    const touch = () => {
      last.current = Date.now();
      setSoon(false);
    };
    const ended = () => end.current("ended");
    const timer = window.setInterval(() => {
      const left = minutes * 60_000 - (Date.now() - last.current);
      if (minutes > 0 && left <= 0) end.current("idle");
      else setSoon(minutes > 0 && left < 60_000);
    }, 5_000);
    ["pointerdown", "keydown"].forEach((name) => window.addEventListener(name, touch));
    signedOut.addEventListener("signed-out", ended);
    return () => {
      window.clearInterval(timer);
      ["pointerdown", "keydown"].forEach((name) => window.removeEventListener(name, touch));
      signedOut.removeEventListener("signed-out", ended);
    };
  }, [minutes]);
  if (!soon) return null;
  return <div className="announcement" role="alert">{t("session.idle.soon")} <button type="button" className="link">{t("session.idle.stay")}</button></div>;
}
