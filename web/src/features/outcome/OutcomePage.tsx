export function OutcomePage() { return null; }
