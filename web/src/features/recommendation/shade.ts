/** A warm shade by the place of a value within its row: the best is darkest, and text stays readable on it. */
export function shadeOf(value: number, row: number[]): string {
  const low = Math.min(...row);
  const high = Math.max(...row);
  const part = high === low ? 0 : (value - low) / (high - low);
  return `rgba(160, 135, 80, ${(part * 0.42).toFixed(2)})`;
}
