/** How bad a failed assertion is, the worst first. A failed `P0` makes a suite critical. */
export const severities = ["P0", "P1", "P2", "P3"] as const;

/** How bad a failed assertion is: `P0` (worst) to `P3`. */
export type Severity = (typeof severities)[number];
