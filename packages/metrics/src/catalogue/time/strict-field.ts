import { flagField } from "../../definition/parameter-field.js";

/** Whether equal neighbours are violations, too. */
export const strictField = flagField("whether equal neighbours are violations, too");
