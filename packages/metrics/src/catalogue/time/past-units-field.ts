import { wholeNumberField } from "../../definition/parameter-field.js";

/** How many units of time there are before the reference time. */
export const pastUnitsField = wholeNumberField(1);
