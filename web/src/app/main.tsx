import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import { StrictMode, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { Problem } from "../api/client";
import { Announcements } from "./Announcements";
import { antdLocale } from "./antdLocale";
import { language, onLanguage, rememberedLanguage, setLanguage } from "./language";
import { makeRouter } from "./router";
import { theme } from "./theme";
import "./theme.css";

// What the server refused stays refused: only a lost connection or a fault of the server is tried again.
const worthRetrying = (count: number, error: Error) => count < 2 && !(error instanceof Problem && error.body.status >= 400 && error.body.status < 500);

const queries = new QueryClient({ defaultOptions: { queries: { retry: worthRetrying, staleTime: 5_000, networkMode: "always" }, mutations: { networkMode: "always" } } });
const router = makeRouter(queries);

function Application() {
  const spoken = useSyncExternalStore(onLanguage, language);
  return (
    <ConfigProvider theme={theme} button={{ autoInsertSpace: false }} locale={antdLocale(spoken)}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} key={spoken} />
        <Announcements />
      </QueryClientProvider>
    </ConfigProvider>
  );
}

function start() {
  const root = document.getElementById("root");
  if (root) createRoot(root).render(<StrictMode><Application /></StrictMode>);
}

if (rememberedLanguage() === "en") void setLanguage("en").then(start, start);
else start();
