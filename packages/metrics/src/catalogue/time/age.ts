import { plainCall, plainColumn } from "../../row/plain-expression.js";
import type { RowExpression } from "../../row/row-expression.js";
import { divideExact, type ExactNumber } from "../../state/exact-number.js";

/** The reference time of the run. */
export const referenceTime: RowExpression = { kind: "ago", amount: 0, unit: "hour" };

/** How many seconds the values of a column lie before the reference time; negative behind it. */
export function ageInSeconds(column: string): RowExpression {
  return plainCall(
    "sub",
    plainCall("epochSeconds", referenceTime),
    plainCall("epochSeconds", plainColumn(column)),
  );
}

const SECONDS_PER_HOUR = 3600;

/** Seconds as hours: exactly where they have no more digits behind the point. */
export function inHours(seconds: ExactNumber): ExactNumber {
  return divideExact(seconds, SECONDS_PER_HOUR);
}
