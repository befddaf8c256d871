import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import type { MetricStore } from "@dqx/orm";
import { requireBudget } from "./budget/run-budget.js";
import type { Check } from "./check/check.js";
import { CheckDefinitionError } from "./check/check-definition-error.js";
import { LONGEST_TIMER } from "./longest-timer.js";
import type { SuitePlugin } from "./plugin/suite-plugin.js";
import { requireQuarantine } from "./quarantine/quarantine-options.js";
import type { PlanOptions, RunOptions } from "./run/verification-run.js";
import type { VerificationSuiteOptions } from "./verification-suite.js";

/**
 * Refuses options that a suite cannot have; callers without types may give anything.
 *
 * @throws {@link InvalidArgumentError} naming the option and what it may be
 */
export function requireSuiteOptions(options: VerificationSuiteOptions): void {
  requireKnownOptions("VerificationSuite", options, [
    "name",
    "executionId",
    "takeOver",
    "ttlHours",
    "plugins",
    "pluginTimeoutMs",
  ]);
  const { name, takeOver, ttlHours, plugins, pluginTimeoutMs } = options;
  if (typeof name !== "string" || name.trim() === "") {
    throw new InvalidArgumentError(
      `A suite got the name ${showValue(name)}. Give it a name that is not empty.`,
    );
  }
  if (takeOver !== undefined && typeof takeOver !== "boolean") {
    throw new InvalidArgumentError(
      `Suite '${name}' got takeOver ${showValue(takeOver)}. Give true or false.`,
    );
  }
  if (ttlHours !== undefined && !(typeof ttlHours === "number" && ttlHours > 0)) {
    throw new InvalidArgumentError(
      `Suite '${name}' got ttlHours ${showValue(ttlHours)}. Give a number of hours above 0, or Infinity.`,
    );
  }
  if (pluginTimeoutMs !== undefined && !(pluginTimeoutMs > 0 && pluginTimeoutMs <= LONGEST_TIMER)) {
    throw new InvalidArgumentError(
      `Suite '${name}' got pluginTimeoutMs ${showValue(pluginTimeoutMs)}. Give milliseconds above 0, at most ${LONGEST_TIMER}.`,
    );
  }
  requirePlugins(name, plugins);
}

/**
 * Refuses options that a plan cannot have; callers without types may give anything.
 *
 * @param method - `run` or `plan`, for messages
 * @param options - what was given
 * @throws {@link InvalidArgumentError} naming the option and what it may be
 */
export function requirePlanOptions(method: string, { referenceTime }: PlanOptions): void {
  if (referenceTime === undefined || isInstant(referenceTime)) return;
  throw new InvalidArgumentError(
    `${method} got the referenceTime ${showValue(referenceTime)}. Give a Date of the years 1 to 9999, such as new Date("2025-01-31T12:00:00Z").`,
  );
}

function isInstant(value: unknown): boolean {
  return value instanceof Date && value.getUTCFullYear() >= 1 && value.getUTCFullYear() <= 9999;
}

/**
 * Refuses options that a run cannot have.
 *
 * @param options - what was given
 * @param datasets - the names of its datasets
 * @throws {@link InvalidArgumentError} naming the option and what it may be
 */
export function requireRunOptions(options: RunOptions, datasets: readonly string[]): void {
  requirePlanOptions("run", options);
  const { budget, onProgress, quarantine } = options;
  if (budget !== undefined) requireBudget(budget, datasets);
  if (quarantine !== undefined) requireQuarantine(quarantine, datasets);
  if (onProgress === undefined || typeof onProgress === "function") return;
  throw new InvalidArgumentError(`run: onProgress is ${showValue(onProgress)}. Give a function.`);
}

/**
 * Refuses what is no store.
 *
 * @throws {@link InvalidArgumentError} that says how to give one
 */
export function requireStore(suite: string, db: MetricStore): void {
  // Callers without types may forget to await it.
  const given: unknown = db;
  if (given instanceof Promise) {
    throw new InvalidArgumentError(
      `Suite '${suite}' got a promise for its store. Await it first: const db = await MetricDB.open(…).`,
    );
  }
  const isStore =
    typeof given === "object" &&
    given !== null &&
    "persist" in given &&
    "getMetricWindows" in given &&
    "claimExecution" in given;
  if (isStore) return;
  throw new InvalidArgumentError(
    `Suite '${suite}' got ${showValue(given)} for its store. Give a MetricStore, for example await InMemoryMetricDB.open().`,
  );
}

/**
 * Refuses a list without checks, with something that is none, or with two of one name.
 *
 * @throws {@link CheckDefinitionError} that says what to change
 */
export function requireChecks(suite: string, checks: readonly Check[]): void {
  if (!Array.isArray(checks) || checks.length === 0) {
    throw new CheckDefinitionError(
      `Suite '${suite}' has no checks, so it would verify nothing. Give at least one.`,
    );
  }
  const names = new Set<string>();
  for (const check of checks) {
    requireCheck(suite, check);
    const { name } = check;
    if (names.has(name)) {
      throw new CheckDefinitionError(
        `Suite '${suite}' has two checks named '${name}'. Give each a name of its own.`,
      );
    }
    names.add(name);
  }
}

function requireCheck(suite: string, check: unknown): void {
  if (typeof check === "object" && check !== null && "name" in check && "body" in check) return;
  throw new CheckDefinitionError(
    `Suite '${suite}' got ${showValue(check)} among its checks. Make each with check({ name: "…" }, (mp, ctx) => { … }).`,
  );
}

function requirePlugins(suite: string, plugins: readonly SuitePlugin[] | undefined): void {
  if (plugins === undefined) return;
  if (!Array.isArray(plugins)) {
    throw new InvalidArgumentError(
      `Suite '${suite}' got ${showValue(plugins)} for its plugins. Give a list of plugins.`,
    );
  }
  const names = new Set<string>();
  for (const plugin of plugins) {
    const name: unknown = plugin?.name;
    if (typeof name !== "string" || name.trim() === "") {
      throw new InvalidArgumentError(
        `Suite '${suite}' got a plugin whose name is ${showValue(name)}. Give each plugin a name.`,
      );
    }
    if (names.has(name)) {
      throw new InvalidArgumentError(
        `Suite '${suite}' has two plugins named '${name}'. Give each a name of its own.`,
      );
    }
    names.add(name);
    for (const hook of ["planned", "measured", "finished"] as const) {
      if (plugin[hook] === undefined || typeof plugin[hook] === "function") continue;
      throw new InvalidArgumentError(
        `Plugin '${name}' has ${showValue(plugin[hook])} as ${hook}. Give a function, or leave it out.`,
      );
    }
  }
}
