import { fieldsCodec, type MergeableStateDefinition } from "./state.js";
import { requireDouble } from "./state-field.js";

/** How many. Merges by addition. */
export interface CountState {
  readonly count: number;
}

/** The state of every metric that counts rows or values. */
export const countState: MergeableStateDefinition<CountState> = {
  identity: { count: 0 },
  merge: (a, b) => ({ count: a.count + b.count }),
  ...fieldsCodec<CountState>(
    1,
    ({ count }) => [count],
    (fields) => ({ count: requireDouble(fields, 0) }),
  ),
};
