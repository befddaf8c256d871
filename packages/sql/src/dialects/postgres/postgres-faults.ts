import type { Fault } from "../../dialect/fault.js";

/** The first pattern that a code matches decides; the codes are those of PostgreSQL's manual, appendix A. */
const FAULTS: readonly (readonly [RegExp, Fault])[] = [
  [/^22003/, "overflow"],
  [/^(?:22P02|22P03|22007|22008|22018)/, "cast"],
  [/^(?:42P01|42703|42883|3F000|3D000|58P01)/, "missing"],
  [/^(?:42501|25006|28)/, "denied"],
  [/^53[12]00/, "memory"],
  [/^57014/, "cancelled"],
  [/^(?:08|57P|53300)/, "gone"],
];

/**
 * The kind of an error, by its message. A session's messages end in PostgreSQL's own code, which is the same in
 * all languages.
 */
export function faults(message: string): Fault {
  const code = /\(SQLSTATE (\w{5})\)$/.exec(message)?.[1];
  return FAULTS.find(([pattern]) => code !== undefined && pattern.test(code))?.[1] ?? "other";
}
