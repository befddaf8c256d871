import type { Fault } from "../../dialect/fault.js";

/** The first pattern that a message matches decides; DuckDB's messages begin with the kind of error. */
const FAULTS: readonly (readonly [RegExp, Fault])[] = [
  [/^Conversion Error:/, "cast"],
  [/^Out of Range Error: Overflow/, "overflow"],
  [/\bis out of range\b/, "not-finite"],
  [/^Permission Error:|Permission denied/, "denied"],
  [/^INTERRUPT Error:/, "cancelled"],
  [/^Out of Memory Error:|No space left on device/, "memory"],
  [
    /^(?:FATAL|Connection) Error:|database has been invalidated|connection (?:is )?(?:closed|disconnected)/i,
    "gone",
  ],
  [/does not exist|not found in FROM clause|No files found|No such file or directory/, "missing"],
];

/** The kind of an error, by DuckDB's message. */
export function faults(message: string): Fault {
  return FAULTS.find(([pattern]) => pattern.test(message))?.[1] ?? "other";
}
