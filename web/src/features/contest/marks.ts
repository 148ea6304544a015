// Marks are decimal strings; they are counted in hundredths, never as floats.
import { hundredths } from "../../ui/format";

const text = (n: number): string => {
  const whole = Math.trunc(n / 100);
  const rest = String(n % 100).padStart(2, "0").replace(/0+$/, "");
  return rest ? `${whole}.${rest}` : String(whole);
};

/** A mark moved by so many steps, within full marks. What isn't marked yet begins at four fifths. */
export function moved(mark: string | undefined, steps: number, step: string, of: string): string {
  const [one, full] = [hundredths(step), hundredths(of)];
  const now = mark === undefined ? Math.round((full * 4) / 5 / one) * one : hundredths(mark) + steps * one;
  return text(Math.min(full, Math.max(0, now)));
}

export const sum = (marks: string[]): string => text(marks.reduce((all, mark) => all + hundredths(mark), 0));
