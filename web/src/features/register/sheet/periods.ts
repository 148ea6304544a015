// The periods a sheet can be about, as a register writes them.

/** The period of a field's kind that holds a day: 2022H2, 2022Q4, 2022-11, 2022. */
export function periodOn(kind: string, day: string): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  switch (kind) {
    case "half_year": return `${year}H${month <= 6 ? 1 : 2}`;
    case "quarter": return `${year}Q${Math.ceil(month / 3)}`;
    case "month": return day.slice(0, 7);
    default: return year;
  }
}

/** The period so many before or after; of a year a year. */
export function shifted(period: string, by: number): string {
  const found = /^(\d{4})(?:([HQ])(\d)|-(\d{2}))?$/.exec(period);
  if (!found) return period;
  const [parts, index] = found[2] ? [found[2] === "H" ? 2 : 4, Number(found[3])] : found[4] ? [12, Number(found[4])] : [1, 1];
  const at = Number(found[1]) * parts + index - 1 + by;
  const [year, rest] = [Math.floor(at / parts), (at % parts) + 1];
  return found[2] ? `${year}${found[2]}${rest}` : found[4] ? `${year}-${String(rest).padStart(2, "0")}` : String(year);
}
