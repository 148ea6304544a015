import { useEffect, useState } from "react";
import { onAnnouncement } from "../ui/announce";

export function Announcements() {
  const [text, setText] = useState("");
  useEffect(() => {
    let timer = 0;
    const stop = onAnnouncement((next) => {
      setText(next);
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setText(""), 4000);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, []);
  return <div role="status" aria-live="polite" className={text ? "announcement no-print" : "announcement silent"}>{text}</div>;
}
