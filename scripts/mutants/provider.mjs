// Mutants of the metrics that are retrieved by a provider.
import { mutantsOf } from "./mutant.mjs";

const batched = ["test/batched-reads.test.ts"];
const isolation = ["test/execution-isolation.test.ts", "test/retrieval.test.ts"];
const provider = ["test/metric-provider.test.ts", "test/metric-needs.test.ts"];

export const providerMutants = mutantsOf("packages/provider", {
  "metrics/batched-reads.ts": [
    {
      name: "a batch is read under its first execution",
      find: "      executionId,\n    );\n    for (const",
      replace: "      reads[0]?.executionId ?? executionId,\n    );\n    for (const",
      tests: batched,
    },
    {
      name: "reads of all executions are sent for each",
      find: "reads.filter((read) => read.executionId === executionId)",
      replace: "reads.filter((read) => read.executionId !== undefined)",
      tests: batched,
    },
    {
      name: "reads are kept, by metric and date",
      find: "cache: false,",
      replace:
        'cacheKeyFn: ({ request: { spec, key, dataset, lag } }) => [spec.id, key.date, dataset, lag].join(" ") as never,',
      tests: batched,
    },
    {
      name: "a window is read without its lag",
      find: "loader.load({ request: { spec, key, dataset, lag, window }, executionId })",
      replace: "loader.load({ request: { spec, key, dataset, lag: 0 * lag, window }, executionId })",
      tests: [...batched, ...isolation],
    },
    {
      name: "a value is read from any dataset called orders",
      find: "{ spec, key, dataset, lag: 0, window: 1 }",
      replace: '{ spec, key, dataset: "orders", lag: 0, window: 1 }',
      tests: [...batched, ...isolation],
    },
  ],
  "metrics/metric-provider.ts": [
    {
      name: "values are read of a constant execution",
      find: "simpleMetric(this.#reader, spec, dataset, then, this.#executionId)",
      replace: 'simpleMetric(this.#reader, spec, dataset, then, ExecutionId("exec-1"))',
      tests: isolation,
    },
    {
      name: "derived metrics are computed from a constant execution",
      find: "computeExtended(this.#reader, spec, dataset, key, this.#executionId)",
      replace: 'computeExtended(this.#reader, spec, dataset, key, ExecutionId("exec-1"))',
      tests: isolation,
    },
    {
      name: "a provider keeps a constant execution",
      find: "this.#executionId = ExecutionId(executionId);",
      replace: 'this.#executionId = ExecutionId(executionId && "exec-1");',
      tests: isolation,
    },
    {
      name: "the execution of a provider can be exchanged",
      find: "readonly #executionId: ExecutionId;",
      replace:
        "#executionId: ExecutionId;\n  set executionId(id: ExecutionId) {\n    this.#executionId = id;\n  }",
      tests: isolation,
    },
    {
      name: "the lag of a metric is ignored",
      find: "const then = key.lag(lag);",
      replace: "const then = key.lag(0 * lag);",
      tests: isolation,
    },
    {
      name: "the lag of a derived metric's base is ignored",
      find: "lag: inner + lag, dataset,",
      replace: "lag: 0 * inner + lag, dataset,",
      tests: provider,
    },
    {
      name: "a derived metric loses the dataset of its base",
      find: "lag: inner + lag, dataset,",
      replace: "lag: inner + lag, dataset: dataset && undefined,",
      tests: provider,
    },
  ],
  "metrics/extended-metric-provider.ts": [
    {
      name: "the derived metrics' provider names a constant execution",
      find: "return this.#parent.executionId;",
      replace: 'return (this.#parent.executionId && "exec-1") as ExecutionId;',
      tests: [...isolation, ...provider],
    },
  ],
  "metrics/symbolic-metric-base.ts": [
    {
      name: "metrics of two datasets are one",
      find: "const place = this.#datasetOf(symbol);",
      replace: "const place = undefined;",
      tests: ["test/symbolic-metric-base.test.ts"],
    },
    {
      name: "metrics of two lags are one",
      find: "const ofDataset = firsts(symbol.spec.id)(symbol.lag);",
      replace: "const ofDataset = firsts(symbol.spec.id)(symbol.lag * 0);",
      tests: ["test/symbolic-metric-base.test.ts"],
    },
  ],
});
