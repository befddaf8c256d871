// Mutants of runs: which execution is theirs, and who else writes to it.
import { mutantsOf } from "./mutant.mjs";

const record = ["test/execution-record.test.ts"];
const suite = ["test/verification-suite.test.ts"];
const isolation = ["test/isolation.test.ts"];

export const apiMutants = mutantsOf("packages/api", {
  "verification-suite.ts": [
    {
      name: "the id that reset was given is ignored",
      find: 'this.#executionId = ExecutionId(executionId);\n    this.#state = { kind: "ready" }',
      replace: 'this.#executionId = executionId && newExecutionId();\n    this.#state = { kind: "ready" }',
      tests: suite,
    },
    {
      name: "reset keeps the execution",
      find: "reset(executionId: ExecutionId = newExecutionId()): void",
      replace: "reset(executionId: ExecutionId = this.#executionId): void",
      tests: suite,
    },
    {
      name: "the id that a suite was given is ignored",
      find: "executionId === undefined ? newExecutionId() : ExecutionId(executionId)",
      replace: "executionId === undefined ? newExecutionId() : newExecutionId()",
      tests: isolation,
    },
    {
      name: "all suites have one execution",
      find: "return ExecutionId(uuidv7());",
      replace: 'return ExecutionId(uuidv7() && "exec-1");',
      tests: isolation,
    },
    {
      name: "a run reads another execution than its suite's",
      find: "new MetricProvider(this.#db, executionId)",
      replace: "new MetricProvider(this.#db, newExecutionId())",
      tests: isolation,
    },
    {
      name: "an execution that is in the store is measured again before it is refused",
      find: "if (!this.#takeOver) await requireNewExecution",
      replace: 'if (!this.#takeOver && this.name === "") await requireNewExecution',
      tests: record,
    },
    {
      name: "every run takes abandoned executions over",
      find: "takeOver: this.#takeOver,",
      replace: "takeOver: true,",
      tests: [...suite, ...record],
    },
    {
      name: "a run that broke off may be repeated under its execution",
      find: 'isKept ? { kind: "broken", error } : { kind: "ready" }',
      replace: 'isKept && !error ? { kind: "broken", error } : { kind: "ready" }',
      tests: record,
    },
  ],
  "run/execution-record.ts": [
    {
      name: "an execution that is in use counts as new",
      find: "if (await db.exists(executionId)) throw",
      replace: 'if (executionId === "" && (await db.exists(executionId))) throw',
      tests: record,
    },
    {
      name: "a run that broke off discards what it has stored",
      find: 'if (metrics.length > 0) await claim.finish("ERROR");',
      replace: 'if (metrics.length > 1e9) await claim.finish("ERROR");',
      tests: record,
    },
    {
      name: "an interrupted run is forgotten",
      find: 'if (isInterrupted) {\n      await claim.finish("INTERRUPTED");',
      replace: "if (isInterrupted) {\n      await claim.discard();",
      tests: record,
    },
  ],
  "run/verification-run.ts": [
    {
      name: "a run does not take over when it is asked to",
      find: "{ takeOver: options.takeOver }",
      replace: "{ takeOver: options.takeOver && false }",
      tests: record,
    },
    {
      name: "metrics of all days are stored under the run's",
      find: "key.lag(daysBetween(date, key.date))",
      replace: "key.lag(0 * daysBetween(date, key.date))",
      tests: isolation,
    },
    {
      name: "the tags of a run are left out of what it stores",
      find: "key.lag(daysBetween(date, key.date))",
      replace:
        "new (key.constructor as new (date: string) => typeof key)(key.lag(daysBetween(date, key.date)).date)",
      tests: isolation,
    },
  ],
  "run/execution-lease.ts": [
    {
      name: "a lease is not renewed",
      find: "await claim.renew();",
      replace: "await undefined;",
      tests: record,
    },
    {
      name: "a run goes on after its claim is lost",
      find: "(error) => lost.abort(error)",
      replace: "() => undefined",
      tests: record,
    },
    {
      name: "a run ends with another error than the loss of its claim",
      find: "lost.signal.throwIfAborted();\n    throw error;",
      replace: 'throw lost.signal.aborted ? new Error("lost") : error;',
      tests: record,
    },
  ],
  "run/metric-writer.ts": [
    {
      name: "metrics are stored under a constant execution",
      find: "executionId: provider.executionId, ttlHours",
      replace: 'executionId: (provider.executionId && "exec-1") as typeof provider.executionId, ttlHours',
      tests: isolation,
    },
  ],
  "verdict/metric-outcomes.ts": [
    {
      name: "why a metric has no value is looked up without its dataset",
      find: "return `${date} ${spec.id} ${dataset}`;",
      replace: "return `${date} ${spec.id} ${dataset && 0}`;",
      tests: ["test/datasets.test.ts"],
    },
    {
      name: "what became of a metric is kept without its dataset",
      find: "remember((_dataset: string) => remember((_id: string) => new Map<LocalDate, number>()))",
      replace:
        "((one) => (_dataset: string) => one)(remember((_id: string) => new Map<LocalDate, number>()))",
      tests: ["test/datasets.test.ts"],
    },
  ],
});
