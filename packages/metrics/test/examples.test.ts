import { describe, expect, test } from "vitest";
import {
  catalogue,
  type ExampleType,
  type MetricOutcome,
  type SchemaColumn,
  type SimpleMetricSpec,
} from "../src/index.js";
import { type Row, stateOf } from "./array-engine.js";

const KINDS: Readonly<Record<ExampleType, SchemaColumn["kind"]>> = {
  integer: "integer",
  bigint: "integer",
  double: "float",
  "decimal(38,10)": "decimal",
  boolean: "boolean",
  text: "text",
  date: "date",
  timestamp: "timestamp",
  timestamptz: "timestamptz",
};

const examples = [...catalogue.values()].flatMap(({ definition, fromParameters }) =>
  definition.examples.flatMap((example) => {
    const columns = Object.entries<ExampleType>(example.columns);
    const rows = example.rows.map(
      (cells): Row => Object.fromEntries(columns.map(([name], index) => [name, cells[index] ?? null])),
    );
    const of = (spec: SimpleMetricSpec, outcome: MetricOutcome) => ({
      name: `${spec.name}: ${example.title}`,
      spec,
      rows,
      schema: columns.map(([name, type]): SchemaColumn => ({ name, type, kind: KINDS[type] })),
      outcome,
    });
    const spec = fromParameters({ ...example.parameters });
    if (example.ratio === undefined) return [of(spec, example.outcome)];
    const ratio = fromParameters({ ...example.parameters, ratio: true });
    return [of(spec, example.outcome), of(ratio, ratioOutcome(example.ratio))];
  }),
);

function ratioOutcome(ratio: number | null): MetricOutcome {
  return ratio === null
    ? { kind: "empty", reason: "no rows were tested" }
    : { kind: "value", value: ratio, warnings: [] };
}

/** Doubles are computed in another order than they were written down. */
function close(outcome: MetricOutcome): unknown {
  return outcome.kind === "value" ? { ...outcome, value: expect.closeTo(outcome.value, 12) } : outcome;
}

function merged(spec: SimpleMetricSpec, parts: readonly (readonly Row[])[]): MetricOutcome | undefined {
  const { merge } = spec.measurement;
  return merge && spec.measurement.outcomeOf(parts.map((part) => stateOf(spec, part)).reduce(merge));
}

describe("examples", () => {
  test.each(examples)("$name", ({ spec, rows, schema, outcome }) => {
    expect(spec.measurement.outcomeOf(stateOf(spec, rows, schema))).toEqual(close(outcome));
  });

  test.each(examples)(
    "hold however the rows are cut into parts, or say that they cannot: $name",
    ({ spec, rows, outcome }) => {
      const cuts = rows.map((_, place) => [rows.slice(0, place), rows.slice(place)]);
      for (const parts of [...cuts, [[], rows, []], rows.map((row) => [row]), [rows]]) {
        const whole = parts.length === 0 ? undefined : merged(spec, parts);
        if (whole === undefined) continue;
        const isUnknown = whole.kind === "failed" && whole.reason.includes("put together");
        if (!isUnknown || !("limit" in spec.parameters || "top" in spec.parameters))
          expect(whole).toEqual(close(outcome));
      }
    },
  );

  test.each([...catalogue])("show what %s makes of nothing: of no rows, or of nulls only", (type) => {
    const ofNothing = examples.filter(
      ({ spec, rows }) => spec.type === type && rows.flatMap(Object.values).every((value) => value === null),
    );
    expect(ofNothing).not.toEqual([]);
  });
});
