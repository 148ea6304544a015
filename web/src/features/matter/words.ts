// How many there are, as a shade.

/** Darker is more, in five shades, as the cockpit's grid has them. */
export const shade = (count: number, most: number): number => (count === 0 || most === 0 ? 0 : Math.max(1, Math.ceil((count / most) * 5)));
