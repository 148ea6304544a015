// The one place for colours and sizes: antd's tokens here, the same colours as CSS variables in theme.css.
import type { ThemeConfig } from "antd";

export const palette = { red: "#B3201F", ink: "#26221F", gold: "#B8860B", warm: ["#FAF8F5", "#F3F0EB", "#E4DFD7", "#BFB8AD", "#7A736A"] } as const;

/** Criteria keep their colour on every page: muted, told apart in print too. */
export const criterionColors = ["#8C5A4B", "#6B7F6A", "#5B7389", "#A08750", "#7E6B8A", "#4F7F7F", "#9A6A7B", "#6F6F6F"] as const;

export const theme: ThemeConfig = {
  token: {
    colorPrimary: palette.red,
    colorInfo: palette.red,
    colorLink: palette.red,
    colorError: palette.red,
    colorText: palette.ink,
    colorTextPlaceholder: palette.warm[4],
    colorTextDescription: "#6B645B",
    colorBgLayout: palette.warm[0],
    colorBorder: "#D2CBC0",
    colorBorderSecondary: palette.warm[2],
    borderRadius: 4,
    fontSize: 14,
    controlHeight: 34,
    motion: false,
    fontFamily: "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','WenQuanYi Micro Hei',sans-serif",
  },
};
