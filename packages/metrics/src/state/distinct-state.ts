import type { CountState } from "./count-state.js";
import { fieldsCodec, type StateDefinition } from "./state.js";
import { requireDouble } from "./state-field.js";

/** How many distinct keys. Does not merge: two parts may share keys, and the counts cannot tell. */
export const distinctState: StateDefinition<CountState> = {
  identity: { count: 0 },
  ...fieldsCodec<CountState>(
    1,
    ({ count }) => [count],
    (fields) => ({ count: requireDouble(fields, 0) }),
  ),
};
