import { InvalidArgumentError } from "@dqx/common";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addExact,
  compareExact,
  type Decimal,
  type ExactNumber,
  exactNumber,
  showExact,
  toDouble,
} from "../src/index.js";
import { divideExact } from "../src/state/exact-number.js";
import { decimal, exactNumberArbitrary, finiteDouble, hugeInteger } from "./exact-arbitraries.js";
import { compareRational, distance, nextDouble, rational } from "./rational.js";

const exactOnly = fc.oneof(hugeInteger, decimal);

describe("exactNumber", () => {
  test.each<[string, Decimal]>([
    ["1.10", { unscaled: 110n, scale: 2 }],
    ["-0.05", { unscaled: -5n, scale: 2 }],
    ["+7", { unscaled: 7n, scale: 0 }],
    ["-0.0", { unscaled: 0n, scale: 1 }],
    [
      "1234567890123456789012345678.0123456789",
      { unscaled: 12345678901234567890123456780123456789n, scale: 10 },
    ],
  ])("reads %s with all its digits", (text, expected) => {
    expect(exactNumber(text)).toEqual(expected);
  });

  test.each([5, -0, 2n ** 63n - 1n])("gives %d as it is", (number) => {
    expect(exactNumber(number)).toBe(number);
  });

  test.each(["", "abc", "1e5", ".5", "5.", "1,000", " 1", "NaN", "0x10", true, null])(
    "refuses %j",
    (value) => {
      expect(() => exactNumber(value)).toThrow(InvalidArgumentError);
      expect(() => exactNumber(value)).toThrow(`${JSON.stringify(value)} is not a number.`);
    },
  );

  test("reads what showExact writes", () => {
    fc.assert(
      fc.property(decimal, (number) => {
        expect(exactNumber(showExact(number))).toEqual(number);
      }),
    );
    fc.assert(
      fc.property(hugeInteger, (number) => {
        expect(exactNumber(String(number))).toEqual({ unscaled: number, scale: 0 });
      }),
    );
  });
});

describe("showExact", () => {
  test.each<[ExactNumber, string]>([
    [9007199254740993n, "9007199254740993"],
    [{ unscaled: 110n, scale: 2 }, "1.10"],
    [{ unscaled: -5n, scale: 3 }, "-0.005"],
    [{ unscaled: 5n, scale: 0 }, "5"],
    [{ unscaled: 0n, scale: 2 }, "0.00"],
    [-0, "-0"],
    [1e300, "1e+300"],
  ])("%o is %s", (number, text) => {
    expect(showExact(number)).toBe(text);
  });
});

describe("addExact", () => {
  test("loses no digit of whole numbers and decimals", () => {
    fc.assert(
      fc.property(exactOnly, exactOnly, (a, b) => {
        const [x, y, sum] = [rational(a), rational(b), rational(addExact(a, b))];
        const expected = {
          numerator: x.numerator * y.denominator + y.numerator * x.denominator,
          denominator: x.denominator * y.denominator,
        };
        expect(compareRational(sum, expected)).toBe(0);
      }),
    );
    expect(addExact(2n ** 53n, 1n)).toBe(9007199254740993n);
    expect(addExact(exactNumber("0.10"), exactNumber("0.2"))).toEqual({ unscaled: 30n, scale: 2 });
  });

  test("is associative and commutative over whole numbers and decimals, and 0n adds nothing", () => {
    fc.assert(
      fc.property(exactOnly, exactOnly, exactOnly, (a, b, c) => {
        expect(addExact(addExact(a, b), c)).toEqual(addExact(a, addExact(b, c)));
        expect(addExact(a, b)).toEqual(addExact(b, a));
        expect(addExact(0n, a)).toEqual(a);
      }),
    );
  });

  test("adds doubles as doubles, and what meets a double becomes one", () => {
    fc.assert(
      fc.property(finiteDouble, finiteDouble, (a, b) => {
        expect(addExact(a, b)).toBe(a + b);
      }),
    );
    expect(addExact(0.5, 2n)).toBe(2.5);
    expect(addExact(exactNumber("0.25"), 0.5)).toBe(0.75);
  });
});

describe("compareExact", () => {
  test("orders all numbers by their exact value, whatever their kinds", () => {
    fc.assert(
      fc.property(exactNumberArbitrary, exactNumberArbitrary, (a, b) => {
        expect(Math.sign(compareExact(a, b))).toBe(compareRational(rational(a), rational(b)));
      }),
      { numRuns: 500 },
    );
  });

  test.each<[ExactNumber, ExactNumber, number]>([
    [9007199254740992n, 9007199254740993n, -1],
    [9007199254740992, 9007199254740993n, -1],
    [0.1, exactNumber("0.1"), 1],
    [0.5, exactNumber("0.50"), 0],
    [exactNumber("1.10"), exactNumber("1.1"), 0],
    [exactNumber("1.00"), 1n, 0],
    [5e-324, 0n, 1],
    [-0, 0, 0],
    [Number.MAX_VALUE, -Number.MAX_VALUE, 1],
    [Number.POSITIVE_INFINITY, 10n ** 400n, 0],
    [Number.POSITIVE_INFINITY, 10n ** 300n, 1],
    [exactNumber("0.5"), Number.NEGATIVE_INFINITY, 1],
  ])("%o against %o", (a, b, expected) => {
    expect(compareExact(a, b)).toBe(expected);
  });
});

describe("toDouble", () => {
  test("gives the nearest double", () => {
    fc.assert(
      fc.property(exactOnly, (number) => {
        const { value } = toDouble(number);
        const error = distance(rational(value), rational(number));
        // A neighbour away from zero, and one towards it.
        const magnitude = Math.abs(value);
        const outer = Math.sign(value) * nextDouble(magnitude);
        expect(compareRational(error, distance(rational(outer), rational(number)))).toBeLessThanOrEqual(0);
        if (value === 0) return;
        const bits = new BigInt64Array(new Float64Array([magnitude]).buffer)[0] ?? 0n;
        const inner =
          Math.sign(value) * (new Float64Array(new BigInt64Array([bits - 1n]).buffer)[0] ?? Number.NaN);
        expect(compareRational(error, distance(rational(inner), rational(number)))).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  test("is exact for every double, and for what JavaScript shows of it", () => {
    fc.assert(
      fc.property(finiteDouble, (double) => {
        expect(toDouble(double)).toEqual({ value: double, exact: true });
        const { numerator, denominator } = rational(double);
        if (denominator === 1n) expect(toDouble(numerator)).toEqual({ value: double + 0, exact: true });
        // toFixed shows at most 100 digits, and all of them for what has no more.
        if (Math.abs(double) >= 1e-20 && Math.abs(double) < 1e21) {
          const shown = double.toFixed(100).replace(/0+$/, "0");
          expect(toDouble(exactNumber(shown)).value).toBe(double);
        }
      }),
    );
  });

  test("is not exact as soon as a digit is lost", () => {
    fc.assert(
      fc.property(hugeInteger, (number) => {
        // Odd and past 2^53: no double has this value, nor shows as many digits.
        const odd = number * 2n + (number < 0n ? -1n : 1n) * (2n ** 70n + 1n);
        expect(toDouble(odd).exact).toBe(false);
        expect(toDouble({ unscaled: odd, scale: 10 }).exact).toBe(false);
      }),
    );
  });

  test.each<[string, ExactNumber, number, boolean]>([
    ["2^53 - 1", 2n ** 53n - 1n, 9007199254740991, true],
    ["2^53", 2n ** 53n, 9007199254740992, true],
    ["2^53 + 1", 2n ** 53n + 1n, 9007199254740992, false],
    ["-(2^53 + 1)", -(2n ** 53n) - 1n, -9007199254740992, false],
    ["2^63 - 1", 2n ** 63n - 1n, 2 ** 63, false],
    ["2^63", 2n ** 63n, 2 ** 63, true],
    ["10^21", 10n ** 21n, 1e21, true],
    ["10^23, which is shown right though its double is another number", 10n ** 23n, 1e23, true],
    ["10^23 as a decimal", exactNumber(`1${"0".repeat(23)}`), 1e23, true],
    ["10^23 - 1", 10n ** 23n - 1n, 1e23, false],
    ["1.5e21 as a decimal", exactNumber("1500000000000000000000.00"), 1.5e21, true],
    ["-1.5e21 as a decimal", exactNumber("-1500000000000000000000.00"), -1.5e21, true],
    ["10^400", 10n ** 400n, Number.POSITIVE_INFINITY, false],
    ["0.1", exactNumber("0.1"), 0.1, true],
    ["0.10", exactNumber("0.10"), 0.1, true],
    ["the value of the double 0.1", exactNumber((0.1).toFixed(55)), 0.1, true],
    ["1e-7", exactNumber("0.0000001"), 1e-7, true],
    ["-1.5e-7", exactNumber("-0.00000015"), -1.5e-7, true],
    ["1e-7 and a digit too many", exactNumber("0.000000100000000000000001"), 1e-7, false],
    ["the smallest subnormal", exactNumber(`0.${"0".repeat(323)}5`), 5e-324, true],
    ["half of the smallest subnormal", exactNumber(`0.${"0".repeat(323)}2`), 0, false],
    ["a DECIMAL(38, 10) that fits", exactNumber("1234567.8900000000"), 1234567.89, true],
    [
      "a DECIMAL(38, 10) that does not",
      exactNumber("1234567890123456789012345678.0123456789"),
      Number("1234567890123456789012345678.0123456789"),
      false,
    ],
    ["0.00", exactNumber("0.00"), 0, true],
  ])("%s", (_, number, value, exact) => {
    expect(toDouble(number)).toEqual({ value, exact });
  });
});

describe("divideExact", () => {
  test("is exact when it can be", () => {
    expect(toDouble(divideExact(exactNumber("0.30"), 3)).value).toBe(0.1);
    expect(compareExact(divideExact((2n ** 53n + 1n) * 7n, 7), 2n ** 53n + 1n)).toBe(0);
    expect(divideExact(1, 3)).toBe(1 / 3);
    expect(divideExact(10n, 4)).toBe(2.5);
    expect(divideExact(-1n, 3)).toBe(-1 / 3);
  });

  test("is the double nearest to the quotient otherwise", () => {
    fc.assert(
      fc.property(exactOnly, fc.integer({ min: 1, max: 1_000_000_000 }), (number, count) => {
        const { numerator, denominator } = rational(number);
        const quotient = { numerator, denominator: denominator * BigInt(count) };
        const { value } = toDouble(divideExact(number, count));
        const outer = Math.sign(value) * nextDouble(Math.abs(value));
        const error = distance(rational(value), quotient);
        const ulp = distance(rational(outer), rational(value));
        // Half a unit in the last place, and what the digits past it may shift.
        const bound = { numerator: ulp.numerator * 51n, denominator: ulp.denominator * 100n };
        expect(compareRational(error, bound)).toBeLessThanOrEqual(value === 0 ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });
});
