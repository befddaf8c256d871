import { defaultedField, wholeNumberField } from "../../definition/parameter-field.js";

/** How many pairs of values are counted when nothing is said. */
export const DEFAULT_PAIRS = 10_000;

/** How many pairs of values are counted at most. */
export const pairLimitField = defaultedField(wholeNumberField(1), DEFAULT_PAIRS);
