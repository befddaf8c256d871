// Mutants of the metrics that are computed from stored ones.
import { mutantsOf } from "./mutant.mjs";

const isolation = ["test/execution-isolation.test.ts"];
const extended = ["test/compute-extended.test.ts"];
const constant = '(executionId && "exec-1") as ExecutionId';

export const computeMutants = mutantsOf("packages/compute", {
  "compute-extended.ts": [
    {
      name: "inputs are read of a constant execution",
      find: "readInputs(db, spec.inputs, dataset, key, executionId)",
      replace: `readInputs(db, spec.inputs, dataset, key, ${constant})`,
      tests: isolation,
    },
    {
      name: "inputs are read without the tags",
      find: "readInputs(db, spec.inputs, dataset, key, executionId)",
      replace:
        "readInputs(db, spec.inputs, dataset, new (key.constructor as new (date: string) => ResultKey)(key.date), executionId)",
      tests: [...isolation, ...extended, "test/ratio.test.ts", "test/stddev.test.ts"],
    },
  ],
  "stddev.ts": [
    {
      name: "a deviation is computed from a constant execution",
      find: "{ size }), dataset, key, executionId)",
      replace: `{ size }), dataset, key, ${constant})`,
      tests: [...isolation, "test/stddev.test.ts"],
    },
  ],
  "day-over-day.ts": [
    {
      name: "a change over a day is computed from a constant execution",
      find: "storedSpec(spec)), dataset, key, executionId)",
      replace: `storedSpec(spec)), dataset, key, ${constant})`,
      tests: [...isolation, "test/ratio.test.ts"],
    },
  ],
  "week-over-week.ts": [
    {
      name: "a change over a week is computed from a constant execution",
      find: "storedSpec(spec)), dataset, key, executionId)",
      replace: `storedSpec(spec)), dataset, key, ${constant})`,
      tests: [...isolation, "test/ratio.test.ts"],
    },
  ],
  "simple-metric.ts": [
    {
      name: "a value is read of a constant execution",
      find: "db.getMetricValue(spec, key, dataset, executionId)",
      replace: `db.getMetricValue(spec, key, dataset, ${constant})`,
      tests: [...isolation, "test/simple-metric.test.ts"],
    },
  ],
  "read-inputs.ts": [
    {
      name: "an input on one day is read of a constant execution",
      find: "db.getMetricValue(spec, day, dataset, executionId)",
      replace: `db.getMetricValue(spec, day, dataset, ${constant})`,
      tests: [...isolation, "test/ratio.test.ts"],
    },
    {
      name: "an input on several days is read of a constant execution",
      find: "db.getMetricWindow(spec, key, from, days, dataset, executionId)",
      replace: `db.getMetricWindow(spec, key, from, days, dataset, ${constant})`,
      tests: isolation,
    },
    {
      name: "an input on several days is read without its lag",
      find: "db.getMetricWindow(spec, key, from, days, dataset, executionId)",
      replace: "db.getMetricWindow(spec, key, 0 * from, days, dataset, executionId)",
      tests: extended,
    },
    {
      name: "an input is read from the dataset of the metric",
      find: "const { spec, lag, dataset = own } = input;",
      replace: "const { spec, lag } = input;\n    const dataset = own;",
      tests: extended,
    },
  ],
});
