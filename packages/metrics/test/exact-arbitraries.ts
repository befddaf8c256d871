import fc from "fast-check";
import type { Decimal, ExactNumber } from "../src/index.js";

/** Every finite double: -0, subnormals and the largest included. */
export const finiteDouble = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Whole numbers far past what a double holds. */
export const hugeInteger = fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n });

/** Decimals with digits behind the point, like `DECIMAL(38, 10)`. */
export const decimal: fc.Arbitrary<Decimal> = fc.record(
  {
    unscaled: fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }),
    scale: fc.integer({ min: 1, max: 38 }),
  },
  { noNullPrototype: true },
);

/** Any number that an engine gives. */
export const exactNumberArbitrary: fc.Arbitrary<ExactNumber> = fc.oneof(finiteDouble, hugeInteger, decimal);
