import { InvalidArgumentError } from "@dqx/common";
import { describe, expect, test } from "vitest";
import {
  approxQuantile,
  approxQuantiles,
  catalogue,
  countValues,
  exactQuantile,
  exactQuantiles,
  formatMatch,
  inSet,
  onWeekday,
  outlierCount,
  outOfSetCount,
  patternMatch,
} from "../src/index.js";
import { someParameters } from "./some-parameters.js";

/** No value that any parameter takes: no text, list, number, predicate or record with known names. */
const NONSENSE = { nonsense: true };

const parameters = [...catalogue].flatMap(([type, { definition }]) =>
  Object.keys(definition.parameters).map((name) => [type, name] as const),
);

function errorOf(make: () => unknown): InvalidArgumentError {
  try {
    make();
  } catch (error) {
    if (error instanceof InvalidArgumentError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("a parameter that is none", () => {
  test.each(parameters)("%s: is refused, naming the metric and %s", (type, name) => {
    const metric = catalogue.get(type);
    const { message } = errorOf(() => metric?.fromParameters({ ...someParameters(type), [name]: NONSENSE }));
    expect(message).toContain(`${type}: parameter '${name}'`);
    expect(message).toMatch(/nonsense|the kind is undefined/);
    // What to do.
    expect(message).toMatch(/(?:Give |Known options: )/);
  });

  test.each([...catalogue.keys()])("%s: an unknown one is refused, naming the nearest", (type) => {
    const metric = catalogue.get(type);
    const names = Object.keys(metric?.definition.parameters ?? {});
    const [first] = names;
    const misspelt = first === undefined ? "whre" : `${first}s1`;
    const { message } = errorOf(() => metric?.fromParameters({ ...someParameters(type), [misspelt]: "x" }));
    expect(message).toContain(`${type} has no parameter '${misspelt}'`);
    if (first !== undefined) expect(message).toMatch(/Did you mean '\w+'\?/);
  });
});

describe("what no metric can mean", () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      "an empty set",
      () => inSet.spec({ column: "x", values: [] }),
      /inSet: parameter 'values'.*at least one value/,
    ],
    [
      "an empty list",
      () => countValues.spec({ column: "x", values: [] }),
      /countValues: parameter 'values'.*at least one/,
    ],
    [
      "an empty list of values",
      () => outOfSetCount.spec({ column: "x", values: [] }),
      /outOfSetCount: parameter 'values'/,
    ],
    [
      "a share above 1",
      () => exactQuantile.spec({ column: "x", share: 1.01 }),
      /exactQuantile: parameter 'share' is 1\.01.*0 to 1/,
    ],
    [
      "a share below 0",
      () => approxQuantile.spec({ column: "x", share: -0.5 }),
      /approxQuantile: parameter 'share' is -0\.5.*0 to 1/,
    ],
    [
      "a share that is NaN",
      () => exactQuantile.spec({ column: "x", share: Number.NaN }),
      /exactQuantile: parameter 'share' is NaN/,
    ],
    [
      "one wrong share of several",
      () => exactQuantiles.spec({ column: "x", shares: [0.5, 50] }),
      /exactQuantiles: parameter 'shares.*50/,
    ],
    [
      "no shares",
      () => approxQuantiles.spec({ column: "x", shares: [] }),
      /approxQuantiles: parameter 'shares'.*at least one/,
    ],
    [
      "a regular expression that is none",
      () => patternMatch.spec({ column: "x", pattern: "(" }),
      /patternMatch: parameter 'pattern'/,
    ],
    [
      "a format that there is none of",
      () => catalogue.get(formatMatch.definition.type)?.fromParameters({ column: "x", format: "ibn" }),
      /formatMatch: parameter 'format'.*'iban'/,
    ],
    [
      "a method that there is none of",
      () => catalogue.get(outlierCount.definition.type)?.fromParameters({ column: "x", method: "iqt" }),
      /outlierCount: parameter 'method'.*iqr/,
    ],
    [
      "a weekday that there is none of",
      () => catalogue.get(onWeekday.definition.type)?.fromParameters({ column: "x", days: ["mondey"] }),
      /onWeekday: parameter 'days.*monday/,
    ],
  ])("%s is refused, naming the metric and the parameter", (_, make, message) => {
    expect(errorOf(make).message).toMatch(message);
  });
});
