import { defaultedField, wholeNumberField } from "../../definition/parameter-field.js";

/** Fewer values than this have no z-score above 3: it is (n - 1) / √n at most. */
export const DEFAULT_AT_LEAST = 12;

/** The smallest number of values that outliers are told among. */
export const atLeastField = defaultedField(wholeNumberField(1), DEFAULT_AT_LEAST);
