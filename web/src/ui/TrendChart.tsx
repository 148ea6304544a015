// Pages import this lazily: it brings echarts along.
import { LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use as equip } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { palette } from "../app/theme";
import { marks } from "../app/language";

equip([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

export interface ChartPoint { title: string; value: string | null; display: string; expected?: string | null }

interface Props { points: ChartPoint[]; label: string; expected: string; height?: number }

/** A figure over time, each point with its value; the dashed line is where it should have been. A gap is what isn't known. */
export default function TrendChart({ points, label, expected, height = 220 }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return undefined;
    const chart = init(box.current);
    const crowded = box.current.clientWidth / points.length < 86;
    const goal = points.some((p) => p.expected);
    chart.setOption({
      animation: false,
      grid: { left: 24, right: 40, top: 30, bottom: 44 },
      tooltip: { trigger: "axis", formatter: (items: { dataIndex: number }[]) => { const p = points[items[0]?.dataIndex ?? 0]; return p ? `${p.title}${marks().colon}${p.display}` : ""; } },
      xAxis: { type: "category", data: points.map((p) => p.title.replace(/(年|\s)(?=\S)/, "$1\n")), axisTick: { show: false }, axisLabel: { color: palette.warm[4], interval: crowded ? "auto" : 0 } },
      yAxis: { type: "value", show: false, min: (range: { min: number; max: number }) => (range.min <= 0 ? range.min : Math.max(0, range.min - (range.max - range.min) * 0.4)) },
      series: [
        { type: "line", color: palette.red, symbolSize: 7, data: points.map((p, i) => ({ value: p.value === null ? null : Number(p.value), label: { show: !crowded || i % 3 === (points.length - 1) % 3, position: "top", formatter: p.display, color: palette.ink, fontSize: 11 } })) },
        ...(goal ? [{ type: "line", name: expected, silent: true, symbol: "none", color: palette.warm[4], lineStyle: { type: "dashed", width: 1 }, data: points.map((p) => (p.expected ? Number(p.expected) : null)) }] : []),
      ],
    });
    const resize = () => chart.resize();
    window.addEventListener("resize", resize);
    return () => {
      window.removeEventListener("resize", resize);
      chart.dispose();
    };
  }, [points, expected]);
  return <div ref={box} role="img" aria-label={label} style={{ height }} />;
}
