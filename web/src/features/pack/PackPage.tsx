export function PackPage() { return null; }
