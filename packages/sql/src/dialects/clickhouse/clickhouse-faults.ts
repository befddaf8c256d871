import type { Fault } from "../../dialect/fault.js";

/** The kinds of ClickHouse's errors, by their numbers, which are the same in all versions. */
const FAULTS: ReadonlyMap<Fault, readonly number[]> = new Map<Fault, readonly number[]>([
  // Too many digits for a decimal, and a number out of its type's range.
  ["overflow", [69, 321, 407]],
  // A text that is no number, date or UUID; a value that its new type does not hold; a wrong parameter.
  ["cast", [6, 26, 27, 32, 38, 41, 53, 70, 72, 131, 349, 376, 457, 467, 675, 676]],
  // An identifier, function, aggregate function, table or database.
  ["missing", [10, 16, 46, 47, 60, 63, 81, 107, 218, 336]],
  // Rights, readonly, settings, and who may log in.
  ["denied", [164, 192, 193, 194, 195, 291, 392, 452, 481, 497, 516, 620]],
  // Memory, disk, and limits on rows, bytes and time to read.
  ["memory", [158, 173, 191, 241, 243, 290, 307, 396]],
  ["cancelled", [159, 160, 394, 734, 735]],
  // Sockets, replicas, and a server with too much to do.
  ["gone", [202, 203, 209, 210, 236, 242, 279, 369, 425, 439, 999]],
]);

/** The kind of an error, by its message. A session's messages end in ClickHouse's own number of the error. */
export function faults(message: string): Fault {
  const code = Number(/\(code (\d+)(?:, \w+)?\)$/.exec(message)?.[1]);
  return [...FAULTS].find(([, codes]) => codes.includes(code))?.[0] ?? "other";
}
