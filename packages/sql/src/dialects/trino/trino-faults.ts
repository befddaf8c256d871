import type { Fault } from "../../dialect/fault.js";

/** The first pattern that a name matches decides; the names are those of Trino's `StandardErrorCode`. */
const FAULTS: readonly (readonly [RegExp, Fault])[] = [
  [/^NUMERIC_VALUE_OUT_OF_RANGE$/, "overflow"],
  [/^(?:INVALID_CAST_ARGUMENT|INVALID_LITERAL)$/, "cast"],
  [/^(?:TABLE|SCHEMA|CATALOG|COLUMN|FUNCTION|TYPE)_NOT_FOUND$|^MISSING_(?:CATALOG|SCHEMA)_NAME$/, "missing"],
  [/^(?:PERMISSION_DENIED|READ_ONLY_VIOLATION|HTTP_40[13])$/, "denied"],
  [/MEMORY|SPILL/, "memory"],
  [/^(?:USER_CANCELED|ADMINISTRATIVELY_\w+|EXCEEDED_\w+_LIMIT|ABANDONED_QUERY)$/, "cancelled"],
  [
    /^(?:CONNECTION_FAILURE|SERVER_\w+|NO_NODES_AVAILABLE|REMOTE_\w+|PAGE_TRANSPORT_\w+|HTTP_5\d\d|HTTP_429|QUERY_QUEUE_FULL)$/,
    "gone",
  ],
];

/** The kind of an error, by its message. A session's messages end in Trino's own name of the error. */
export function faults(message: string): Fault {
  const name = /\(Trino (\w+)\)$/.exec(message)?.[1];
  return FAULTS.find(([pattern]) => name !== undefined && pattern.test(name))?.[1] ?? "other";
}
