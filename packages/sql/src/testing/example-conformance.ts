import { canonicalJson } from "@dqx/common";
import { type AnyMetric, numRows, type SimpleMetricSpec } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import type { ConformanceData, MakeSource } from "./conformance-data.js";
import { type ExampleSpec, exampleSpecs } from "./example-specs.js";
import { expectedOutcome, withoutRows } from "./expected-outcome.js";
import { measureAll, onSource } from "./measure-all.js";

const DAY_COLUMN = "the day";
const SCOPE_COLUMN = "the scope";
const [DAY, NEXT_DAY, NO_DAY] = ["2024-05-31", "2024-06-01", "2024-06-02"] as const;

/** The examples of metrics: alone, beside others, and over some of the rows of one of several days. */
export function exampleConformance(metrics: readonly AnyMetric[], makeSource: MakeSource): void {
  const examples = metrics.flatMap(exampleSpecs);

  describe("the examples of the definitions", () => {
    test.each(examples)("$name", async ({ spec, data, outcome }) => {
      await onSource(makeSource, data, async (measure) => {
        expect(withoutRows((await measure([spec])).of(spec))).toEqual(expectedOutcome(outcome));
        const among = await measure([numRows.spec({}), spec]);
        expect(withoutRows(among.of(spec))).toEqual(expectedOutcome(outcome));
      });
    });

    // What is said of columns alone takes no filter.
    const overRows = examples.filter(({ spec }) => spec.measurement.kind !== "schema");
    test.each(overRows)("over some of the rows of a day: $name", async ({ withinScope, data, outcome }) => {
      const spec = withinScope(SCOPE_COLUMN);
      await onSource(makeSource, amongOthers(data), async (measure) => {
        const measured = await measure([spec], [DAY, NEXT_DAY, NO_DAY]);
        expect(withoutRows(measured.of(spec, DAY))).toEqual(expectedOutcome(outcome));
        const alone = await measure([spec], [DAY]);
        expect(withoutRows(alone.of(spec, DAY))).toEqual(expectedOutcome(outcome));
      });
    });

    const shared = [...byData(examples)].filter(([, { length }]) => length > 1);
    test.each(shared.map(([, group]) => ({ group, names: group.map(({ name }) => name).join("; ") })))(
      "measured together: $names",
      async ({ group }) => {
        const specs: readonly SimpleMetricSpec[] = group.map(({ spec }) => spec);
        const measured = await measureAll(
          makeSource,
          group[0]?.data ?? { name: "", columns: [], rows: [] },
          specs,
        );
        for (const { name, spec, outcome } of group) {
          expect(withoutRows(measured.of(spec)), name).toEqual(expectedOutcome(outcome));
        }
      },
    );
  });
}

// The rows again on the day but out of scope, and some of them on another day and on none.
function amongOthers({ name, columns, rows }: ConformanceData): ConformanceData {
  const some = rows.slice(0, 1);
  return {
    name,
    columns: [...columns, { name: DAY_COLUMN, type: "date" }, { name: SCOPE_COLUMN, type: "integer" }],
    rows: [
      ...rows.map((row) => [...row, DAY, 1n]),
      ...rows.map((row, index) => [...row, DAY, index % 2 === 0 ? 0n : null]),
      ...some.map((row) => [...row, NEXT_DAY, 1n]),
      ...some.map((row) => [...row, null, 1n]),
    ],
    dateColumn: DAY_COLUMN,
  };
}

function byData(examples: readonly ExampleSpec[]): ReadonlyMap<string, readonly ExampleSpec[]> {
  const groups = new Map<string, ExampleSpec[]>();
  for (const example of examples) {
    const { columns, rows } = example.data;
    const key = canonicalJson([columns, rows.map((row) => row.map((cell) => [typeof cell, String(cell)]))]);
    const group = groups.get(key) ?? [];
    if (group.some(({ spec }) => spec.id === example.spec.id)) continue;
    group.push(example);
    groups.set(key, group);
  }
  return groups;
}
