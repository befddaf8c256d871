import { compareExact, type ExactNumber } from "./exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "./state.js";
import { optionalNumber } from "./state-field.js";

/** A number that one of the values has, or null when there was no value. */
export interface ExtremeState {
  readonly extreme: ExactNumber | null;
}

/**
 * The state of a smallest or largest value.
 *
 * @param sign - 1 keeps the larger of two, -1 the smaller
 */
export function extremeState(sign: 1 | -1): MergeableStateDefinition<ExtremeState> {
  return {
    identity: { extreme: null },
    merge(a, b) {
      if (a.extreme === null) return b;
      if (b.extreme === null) return a;
      return sign * compareExact(a.extreme, b.extreme) >= 0 ? a : b;
    },
    ...fieldsCodec<ExtremeState>(
      1,
      ({ extreme }) => [extreme],
      (fields) => ({ extreme: optionalNumber(fields, 0) }),
    ),
  };
}
