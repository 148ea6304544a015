// A share is kept as a fraction and typed as a percentage; both are decimal strings, moved by two places without arithmetic.
const shift = (text: string, places: number): string => {
  const found = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text.trim());
  if (!found || text.trim() === "") return "";
  const whole = found[2] ?? "";
  const rest = found[3] ?? "";
  const digits = (places > 0 ? whole + rest.padEnd(places, "0") : whole.padStart(1 - places, "0") + rest);
  const at = places > 0 ? whole.length + places : Math.max(whole.length, 1 - places) + places;
  const left = digits.slice(0, at).replace(/^0+(?=\d)/, "") || "0";
  const right = digits.slice(at).replace(/0+$/, "");
  return `${found[1]}${left}${right && `.${right}`}`;
};

export const toPercent = (fraction: string): string => shift(fraction, 2);
export const fromPercent = (percent: string): string => shift(percent, -2);
