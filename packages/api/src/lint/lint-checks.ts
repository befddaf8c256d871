import { ExecutionId, type ResultKey, requireKnownOptions } from "@dqx/common";
import type { SqlDataSource } from "@dqx/sql";
import type { Assertion } from "../check/assertion.js";
import type { Check } from "../check/check.js";
import type { PlanOptions } from "../run/verification-run.js";
import { requireChecks, requirePlanOptions } from "../suite-arguments.js";
import type { LintFinding, SourcePlace } from "./lint-finding.js";

/** What messages call checks that are in no suite. */
const SUITE = "lint";

/**
 * Looks for what is wrong with checks themselves, before they run: columns that do not exist, assertions that repeat or
 * contradict each other, bounds that nothing can miss or meet, and filters that no row can meet by the types of its
 * columns. Nothing is read but the columns of the data, and nothing is stored.
 *
 * @param checks - at least one; their names differ
 * @param dataSources - what they verify; their names differ
 * @param key - the date that would be verified, and its tags
 * @param options - which assertions are meant, and a signal to end early
 * @returns what was found, each with its place in the source where the runtime tells it; none when all is well
 * @throws a `CheckDefinitionError` when there are no checks or two of one name
 * @throws a `DatasetError` when a dataset is unknown or not decided
 * @example
 * ```ts
 * import { check, lintChecks } from "@dqx/api";
 * import { ResultKey } from "@dqx/common";
 * import { InMemoryDataSource } from "@dqx/duckdb";
 *
 * const volume = check({ name: "volume" }, (mp, ctx) => ctx.assertThat(mp.numRows()).isGeq(0));
 * const orders = InMemoryDataSource.fromColumns({ name: "orders", columns: { price: [3, 4] } });
 * const [finding] = await lintChecks([volume], [orders], new ResultKey("2025-01-08"));
 * finding?.kind; // "cannotFail"
 * ```
 */
export async function lintChecks(
  checks: readonly Check[],
  dataSources: readonly SqlDataSource[],
  key: ResultKey,
  options: PlanOptions = {},
): Promise<readonly LintFinding[]> {
  requireChecks(SUITE, checks);
  requireKnownOptions("lintChecks", options, ["signal", "referenceTime", "select"]);
  requirePlanOptions("lintChecks", options);
  const { select, signal, referenceTime = new Date() } = options;
  signal?.throwIfAborted();
  // A store that nothing is written to: metrics are named through one.
  const [{ describeRun, MetricProvider, prepareRun }, { callerIn, lintRun }, { InMemoryMetricDB }] =
    await Promise.all([import("../run/stages.js"), import("./lint-run.js"), import("@dqx/orm")]);
  await using db = await InMemoryMetricDB.open();
  const places = new Map<Assertion, SourcePlace | null>();
  const run = await prepareRun({
    suite: SUITE,
    checks,
    provider: new MetricProvider(db, ExecutionId(SUITE)),
    dataSources,
    key,
    referenceTime,
    select,
    onAsserted: (assertion) => {
      places.set(assertion, callerIn(new Error("place").stack));
    },
  });
  const plan = await describeRun(run, options);
  return lintRun({ run, plan, placeOf: (assertion) => places.get(assertion) ?? null, signal });
}
