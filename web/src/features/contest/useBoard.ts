import { useEffect, useState } from "react";
import type { Board } from "./queries";

export interface Live { board?: Board; connected: boolean }

/** The board over a line that stays open. What was shown last stays when the line breaks; the browser asks again by itself. */
export function useBoard(contest: number): Live {
  const [live, setLive] = useState<Live>({ connected: false });
  useEffect(() => {
    let source: EventSource;
    let again: ReturnType<typeof setTimeout>;
    const connect = () => {
      source = new EventSource(`/api/contests/${contest}/events`);
      source.addEventListener("board", (event) => setLive({ board: JSON.parse((event as MessageEvent<string>).data) as Board, connected: true }));
      source.onopen = () => setLive((now) => ({ ...now, connected: true }));
      source.onerror = () => {
        setLive((now) => ({ ...now, connected: false }));
        if (source.readyState === EventSource.CLOSED) again = setTimeout(connect, 3_000); // the server said no: ask again later
      };
    };
    connect();
    return () => { clearTimeout(again); source.close(); };
  }, [contest]);
  return live;
}
