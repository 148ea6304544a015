// Pages import this lazily: it brings echarts along.
import { LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use as equip } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { palette } from "../app/theme";

equip([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

export interface Move { title: string; from: number; to: number; within: boolean }
/** Equal ranks share a number but not a place on the chart. */
function apart(ranks: number[]): number[] {
  const seen = new Map<number, number>();
  return ranks.map((rank) => {
    const before = seen.get(rank) ?? 0;
    seen.set(rank, before + 1);
    return rank + before;
  });
}

interface Props { moves: Move[]; places: number; before: string; after: string; label: string }

/** Ranks before and after. Lines that cross the line of the quota are red; every end carries its name and rank. */
export default function BumpChart({ moves, places, before, after, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const height = Math.max(240, moves.length * 22 + 60);
  useEffect(() => {
    if (!box.current) return undefined;
    const chart = init(box.current);
    const deepest = Math.max(places + 1, ...moves.map((m) => Math.max(m.from, m.to) + 1));
    const [from, to] = [apart(moves.map((m) => m.from)), apart(moves.map((m) => m.to))];
    const crossing = (m: Move) => m.from <= places !== m.to <= places;
    const narrow = box.current.clientWidth < 500;
    chart.setOption({
      animation: false,
      grid: { left: narrow ? 96 : 170, right: narrow ? 96 : 170, top: 28, bottom: 8 },
      tooltip: { trigger: "item" },
      xAxis: { type: "category", data: [before, after], boundaryGap: false, position: "top", axisLine: { show: false }, axisTick: { show: false } },
      yAxis: { type: "value", inverse: true, min: 0.5, max: deepest + 0.5, show: false },
      series: [
        ...moves.map((m, i) => ({
          type: "line", name: m.title, symbolSize: 7, lineStyle: { width: m.from === m.to ? 1 : 2 }, color: crossing(m) ? palette.red : m.from === m.to ? palette.warm[3] : palette.warm[4],
          data: [{ value: from[i], label: { show: true, position: "left", formatter: narrow ? `${m.title.split(" ").pop() ?? ""} ${m.from}` : `${m.title}  ${m.from}` } }, { value: to[i], label: { show: true, position: "right", formatter: narrow ? `${m.to} ${m.title.split(" ").pop() ?? ""}` : `${m.to}  ${m.title}` } }],
        })),
        { type: "line", silent: true, symbol: "none", color: palette.red, lineStyle: { type: "dashed", width: 1 }, data: [places + 0.5, places + 0.5] },
      ],
    });
    const resize = () => chart.resize();
    window.addEventListener("resize", resize);
    return () => {
      window.removeEventListener("resize", resize);
      chart.dispose();
    };
  }, [moves, places, before, after]);
  return <div ref={box} role="img" aria-label={label} style={{ height }} />;
}
