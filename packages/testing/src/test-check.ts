import { type AssertionResult, type Check, type SuiteResult, VerificationSuite } from "@dqx/api";
import {
  addDays,
  InvalidArgumentError,
  LocalDate,
  nearestName,
  ResultKey,
  requireKnownOptions,
  showValue,
} from "@dqx/common";
import { InMemoryMetricDB } from "@dqx/orm";
import { latestDay, sourcesOf, type TestDatasets } from "./test-datasets.js";

/** What a check came to on the rows of a test. */
export interface CheckResult extends SuiteResult {
  /** The assertions that did not hold, or could not be told. */
  readonly failures: readonly AssertionResult[];
  /**
   * The result of an assertion: its status, number, message, counts of rows, and up to twenty failing rows.
   *
   * @param name - as the check names it; members of groups have theirs, too
   * @throws an `InvalidArgumentError` with the names that there are
   */
  assertion(name: string): AssertionResult;
}

/** When a check is tested. */
export interface TestedDay {
  /** What ages are measured against; the end of the day by default, in UTC. */
  readonly referenceTime?: Date;
}

/** A check that is about to be tested. */
export interface CheckTest {
  /**
   * Says which day is tested.
   *
   * @param date - an ISO date; the latest day of rows that are given by day by default
   * @throws an `InvalidArgumentError` when it is none
   */
  on(date: string, options?: TestedDay): CheckTest;
  /**
   * Runs the check.
   *
   * @param datasets - rows by dataset
   * @returns what became of its assertions; that one fails is a result, and throws nothing
   * @throws an `InvalidArgumentError` when a dataset is wrong in itself
   * @throws whatever a run throws on a check that is wrong in itself
   */
  with(datasets: TestDatasets): Promise<CheckResult>;
}

/** The day that is tested when nothing says another. */
const ANY_DAY = LocalDate("2025-01-01");

/** How many failing rows are shown. */
const SAMPLES = 20;

/**
 * Tests a check on rows in memory, in any test runner: nothing is stored, and nothing but the rows is read.
 *
 * @param check - as a suite takes it
 * @throws {@link InvalidArgumentError} when it is no check
 * @example
 * ```ts
 * import { check, col } from "@dqx/api";
 * import { testCheck } from "@dqx/testing";
 *
 * const amounts = check({ name: "amounts" }, (_, ctx) => {
 *   ctx.rows("orders").expect(col("amount").isGeq(0)).config({ name: "not negative" }).holds();
 * });
 * const result = await testCheck(amounts).with({ orders: [{ amount: 10 }, { amount: -5 }] });
 * result.assertion("not negative").status; // "FAILED"
 * result.assertion("not negative").rows?.failing; // 1
 * ```
 */
export function testCheck(check: Check): CheckTest {
  const given: unknown = check;
  if (typeof given !== "object" || given === null || !("name" in given && "body" in given)) {
    throw new InvalidArgumentError(
      `testCheck got ${showValue(given)}. Give a check, as check({ name }, (mp, ctx) => { … }) makes it.`,
    );
  }
  return testOn(check, undefined, {});
}

function testOn(check: Check, day: LocalDate | undefined, { referenceTime }: TestedDay): CheckTest {
  return {
    on(date, options = {}) {
      requireKnownOptions("on", options, ["referenceTime"]);
      return testOn(check, LocalDate(date), options);
    },
    async with(datasets) {
      const sources = sourcesOf(datasets);
      const date = day ?? latestDay(datasets) ?? ANY_DAY;
      try {
        await using db = await InMemoryMetricDB.open();
        const suite = new VerificationSuite([check], db, { name: `test of ${check.name}` });
        const result = await suite.run(sources, new ResultKey(date), {
          referenceTime: referenceTime ?? new Date(`${addDays(date, 1)}T00:00:00Z`),
          samples: SAMPLES,
        });
        return withNames(result);
      } finally {
        await Promise.all(sources.map((source) => source.close()));
      }
    },
  };
}

function withNames(result: SuiteResult): CheckResult {
  const all = result.assertions.flatMap(withMembers);
  return {
    ...result,
    failures: result.assertions.filter(({ status }) => status === "FAILED" || status === "ERROR"),
    assertion(name) {
      const found = all.find((each) => each.name === name);
      if (found !== undefined) return found;
      const names = all.map((each) => each.name);
      const nearest = nearestName(String(name), names);
      throw new InvalidArgumentError(
        `There is no assertion ${showValue(name)}. ${nearest === undefined ? "" : `Did you mean '${nearest}'? `}There are: ${names.map((each) => `'${each}'`).join(", ")}.`,
      );
    },
  };
}

function withMembers(result: AssertionResult): readonly AssertionResult[] {
  return [result, ...(result.members ?? []).flatMap(withMembers)];
}
