// A network, drawn by echarts; fetched when a network is looked at.
import { GraphChart } from "echarts/charts";
import { TooltipComponent } from "echarts/components";
import { init, use as equip } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { palette } from "../../app/theme";
import type { Link } from "./lines";

equip([GraphChart, TooltipComponent, CanvasRenderer]);

interface Props { links: Link[]; names: boolean; label: string }

/** One end red, the other gold; a thicker line is more. The far end is always named, the near one where there is room. */
export default function NetworkChart({ links, names, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return undefined;
    const chart = init(box.current);
    const most = Math.max(1, ...links.map((l) => l.weight));
    const weigh = (key: "from" | "to") => {
      const sums = new Map<string, number>();
      for (const l of links) sums.set(l[key], (sums.get(l[key]) ?? 0) + l.weight);
      return sums;
    };
    const [near, far] = [weigh("from"), weigh("to")];
    const size = (n: number) => 6 + 22 * Math.sqrt(n / Math.max(1, ...far.values()));
    chart.setOption({
      animation: false, tooltip: {},
      series: [{
        type: "graph", layout: "force", roam: true, zoom: names ? 1 : 0.75, force: { repulsion: names ? 160 : 42, edgeLength: names ? [40, 110] : [14, 44], gravity: 0.12, layoutAnimation: false },
        data: [
          ...[...far].map(([name, n]) => ({ id: `to ${name}`, name, value: n, symbolSize: size(n), itemStyle: { color: palette.gold }, label: { show: names, position: "bottom", fontSize: 11 } })),
          ...[...near].map(([name, n]) => ({ id: `from ${name}`, name, value: n, symbol: "roundRect", symbolSize: 4 + size(n) / 2, itemStyle: { color: palette.red }, label: { show: names, position: "right", fontSize: 11, formatter: name.split(" ").pop() } })),
        ],
        links: links.map((l) => ({ source: `from ${l.from}`, target: `to ${l.to}`, value: l.weight, lineStyle: { width: 1 + (4 * l.weight) / most, color: palette.warm[3], curveness: 0.05 } })),
      }],
    });
    const resize = () => chart.resize();
    window.addEventListener("resize", resize);
    return () => {
      window.removeEventListener("resize", resize);
      chart.dispose();
    };
  }, [links, names]);
  return <div ref={box} role="img" aria-label={label} className="network" />;
}
