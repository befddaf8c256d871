import { daysBetween, type LocalDate } from "@dqx/common";
import type { Metric } from "@dqx/orm";
import type { CliContext } from "../cli-context.js";
import { textTable } from "../output/text-table.js";
import { openExistingStore } from "../project/project.js";
import type { StoreFlags } from "../project/shared-flags.js";
import { findExecution } from "../stored/find-execution.js";

/** The flags of `dqx diff`. */
export interface DiffFlags extends StoreFlags {
  readonly all: boolean;
  readonly json: boolean;
}

/** A metric in two executions; one of them may not have it. */
interface MetricPair {
  readonly metric: string;
  readonly dataset: string;
  /** How many days before the execution's own date. */
  readonly lag: number;
  readonly first: number | null;
  readonly second: number | null;
}

/** Compares two executions. */
export async function diff(this: CliContext, flags: DiffFlags, a?: string, b?: string): Promise<void> {
  await using db = await openExistingStore(this, flags);
  const first = await findExecution(db, a, 1);
  const second = await findExecution(db, b, 0);
  const pairs = pairUp(
    metricsByName(await db.getByExecutionId(first.executionId), first.key?.date),
    metricsByName(await db.getByExecutionId(second.executionId), second.key?.date),
  ).filter((pair) => flags.all || pair.first !== pair.second);
  const { stdout } = this.process;
  if (flags.json) {
    stdout.write(
      `${JSON.stringify({ first: first.executionId, second: second.executionId, metrics: pairs }, undefined, 2)}\n`,
    );
    return;
  }
  stdout.write(
    `A ${first.executionId} for ${first.key?.date ?? "–"}\nB ${second.executionId} for ${second.key?.date ?? "–"}\n`,
  );
  stdout.write(
    pairs.length === 0
      ? "No metric is different.\n"
      : await textTable(["dataset", "metric", "A", "B", "change"], pairs.map(toRow), [2, 3, 4]),
  );
}

function metricsByName(
  metrics: readonly Metric[],
  date: LocalDate | undefined,
): ReadonlyMap<string, MetricPair> {
  return new Map(
    metrics.map(({ spec, dataset, key, value }) => {
      const lag = date === undefined ? 0 : daysBetween(key.date, date);
      return [
        JSON.stringify([dataset, spec.id, lag]),
        { metric: spec.name, dataset, lag, first: value, second: value },
      ];
    }),
  );
}

function pairUp(
  a: ReadonlyMap<string, MetricPair>,
  b: ReadonlyMap<string, MetricPair>,
): readonly MetricPair[] {
  return [...new Map([...a, ...b])].map(([id, pair]) => ({
    ...pair,
    first: a.get(id)?.first ?? null,
    second: b.get(id)?.second ?? null,
  }));
}

function toRow({ metric, dataset, lag, first, second }: MetricPair): readonly string[] {
  const name = lag === 0 ? metric : `${metric}, ${lag} days before`;
  return [dataset, name, show(first), show(second), change(first, second)];
}

function show(value: number | null): string {
  return value === null ? "–" : String(Number(value.toPrecision(8)));
}

function change(first: number | null, second: number | null): string {
  if (first === null || second === null) return "";
  if (first === 0) return show(second - first);
  const percent = ((second - first) / Math.abs(first)) * 100;
  return `${percent > 0 ? "+" : ""}${Number(percent.toPrecision(3))} %`;
}
