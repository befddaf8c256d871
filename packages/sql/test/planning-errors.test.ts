import { LocalDate } from "@dqx/common";
import { catalogue } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import { describePlan, planSource } from "../src/index.js";
import { scriptedSource } from "./scripted-source.js";

const today = LocalDate("2024-01-31");

/** What is said of the metrics that a relation with the given columns does not allow. */
async function failuresOf(
  type: string,
  columns: (names: readonly string[]) => Readonly<Record<string, string>>,
) {
  const metric = catalogue.get(type);
  const [example] = metric?.definition.examples ?? [];
  if (metric === undefined || example === undefined) throw new Error(`${type} has no example`);
  const described = Object.entries(columns(Object.keys(example.columns)));
  const { source } = scriptedSource({ columns: described.map(([name, of]) => ({ name, type: of })) });
  const spec = metric.fromParameters({ ...example.parameters });
  const plan = await planSource(source, [{ spec, dates: [today] }], { referenceDate: today });
  return describePlan(plan).failures.map(({ reason }) => reason);
}

// Of the columns in SQL only an engine knows: it is asked for in the tests of the engines.
const overRows = [...catalogue].flatMap(([type, { definition, fromParameters }]) => {
  const [example] = definition.examples;
  if (example === undefined) throw new Error(`${type} has no example`);
  const spec = fromParameters({ ...example.parameters });
  return spec.measurement.kind === "schema" || type === "numRows" || type === "customSql" ? [] : [type];
});

describe("a plan for a relation without the columns of a metric", () => {
  test.each(overRows)("names the column that %s does not find, and those that there are", async (type) => {
    const [reason, ...others] = await failuresOf(type, () => ({ amount: "INTEGER" }));
    expect(reason).toMatch(/^column '\w+' does not exist in dataset 'orders'; it has 'amount'$/);
    expect(others).toEqual([]);
  });
});

/** What is asked of values of any type: whether they are there, or which of them are equal. */
const OF_ANY_TYPE: ReadonlySet<string> = new Set([
  "allComplete",
  "anyComplete",
  "completeness",
  "constantColumn",
  "nullCount",
  "countDistinct",
  "distinctness",
  "duplicateCount",
  "duplicateRowCount",
  "groupSize",
  "isPrimaryKey",
  "uniqueCount",
  "uniqueValueRatio",
  "uniqueness",
  "entropy",
  "giniImpurity",
  "histogram",
  "histogramShare",
  "mutualInformation",
  "topValues",
  "equalRatio",
  "functionalDependency",
]);

describe("a plan for a relation whose columns are of another type than a metric needs", () => {
  test.each(overRows.filter((type) => !OF_ANY_TYPE.has(type)))(
    "names column and type of %s",
    async (type) => {
      const [reason] = await failuresOf(type, (names) =>
        Object.fromEntries(names.map((name) => [name, "STRUCT(a INTEGER)"])),
      );
      expect(reason).toMatch(/column '\w+' is STRUCT\(a INTEGER\)/);
    },
  );

  test.each([...OF_ANY_TYPE])("is made for %s, which takes any", async (type) => {
    expect(
      await failuresOf(type, (names) => Object.fromEntries(names.map((name) => [name, "STRUCT(a INTEGER)"]))),
    ).toEqual([]);
  });
});
