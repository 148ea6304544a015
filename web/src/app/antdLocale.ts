import type { Locale } from "antd/es/locale";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import type { Language } from "./language";

export const antdLocale = (language: Language): Locale => (language === "en" ? enUS : zhCN);
