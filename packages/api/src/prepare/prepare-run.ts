import type { ResultKey } from "@dqx/common";
import type { MetricProvider } from "@dqx/provider";
import type { SqlDataSource } from "@dqx/sql";
import type { Assertion } from "../check/assertion.js";
import type { Check } from "../check/check.js";
import { type Availability, findAvailability, unusedMetrics } from "./availability.js";
import { buildGraph, type SuiteGraph } from "./build-graph.js";
import { type DistinctSymbols, deduplicateSymbols } from "./deduplicate-symbols.js";
import { imputeDatasets } from "./impute-datasets.js";
import { requireNoSampledEquality } from "./require-no-sampled-equality.js";
import { type AssertionSelector, selectAssertions } from "./select-assertions.js";
import { validateRun } from "./validate-run.js";

/** What a run is made from. */
export interface RunRequest {
  /** The suite's name. */
  readonly suite: string;
  readonly checks: readonly Check[];
  /** New, so that it holds no metrics yet. */
  readonly provider: MetricProvider;
  readonly dataSources: readonly SqlDataSource[];
  readonly key: ResultKey;
  /** What ages are measured against. */
  readonly referenceTime: Date;
  /** Which assertions are meant; all when absent. */
  readonly select: AssertionSelector | undefined;
  /** Told of each assertion while it is made. */
  readonly onAsserted?: ((assertion: Assertion) => void) | undefined;
}

/** A run that has been found sound and has not measured anything. */
export interface PreparedRun extends RunRequest, SuiteGraph {
  readonly distinct: DistinctSymbols;
  readonly availability: Availability;
  /** What concerns the run as a whole. */
  readonly warnings: readonly string[];
}

/**
 * Builds and validates everything that can be known without the data: the stages from the graph to the
 * availability of what it needs.
 *
 * @param request - what to run
 * @throws the `CheckDefinitionError`, `DatasetError`, `PlanningError` or `InvalidArgumentError` that says what is wrong with it
 */
export async function prepareRun(request: RunRequest): Promise<PreparedRun> {
  const { suite, checks, provider, dataSources, key, select } = request;
  const sources = validateRun(suite, dataSources, key);
  const graph = await buildGraph(checks, provider, request.onAsserted);
  await imputeDatasets(graph.assertions, provider, [...sources.keys()]);
  const meant = select === undefined ? graph : selectAssertions(suite, graph, provider, select);
  await requireNoSampledEquality(meant.assertions, provider, sources);
  const distinct = await deduplicateSymbols(meant.assertions, provider);
  const availability = await findAvailability(distinct.symbols, provider, sources, key);
  const warnings = [...idleChecks(meant), ...(await unusedMetrics(graph.assertions, provider))];
  return { ...request, ...meant, distinct, availability, warnings };
}

// When no check asserts anything, the status of the suite says so.
function idleChecks({ assertions, idleChecks: idle }: SuiteGraph): readonly string[] {
  if (assertions.length === 0) return [];
  return idle.map(
    ({ name }) =>
      `Check '${name}' asserts nothing, so it verifies nothing. Give it an assertion, or remove it.`,
  );
}
