import { addDays, ExecutionId, InvalidArgumentError, LocalDate } from "@dqx/common";
import { InMemoryMetricDB } from "@dqx/orm";
import { MetricProvider, symbolsOf } from "@dqx/provider";
import type { CliContext } from "../cli-context.js";
import { readFormula } from "../formula/formula.js";
import { textTable } from "../output/text-table.js";
import { openExistingStore, optionalConfig, readTags, today } from "../project/project.js";
import type { StoreFlags } from "../project/shared-flags.js";

/** The flags of `dqx history`. */
export interface HistoryFlags extends StoreFlags {
  readonly dataset?: string;
  readonly from?: string;
  readonly until?: string;
  readonly tag?: readonly string[];
  readonly json: boolean;
}

/** Shows what a metric was. */
export async function showHistory(this: CliContext, flags: HistoryFlags, metric: string): Promise<void> {
  const loaded = await optionalConfig(this, flags.config);
  const { spec, name } = await readSpec(metric);
  const dataset = flags.dataset ?? onlyDataset(Object.keys(loaded?.config.sources ?? {}));
  const until = LocalDate(flags.until ?? today());
  const from = flags.from === undefined ? addDays(until, -90) : LocalDate(flags.from);
  await using db = await openExistingStore(this, flags);
  const points = await db.history(
    spec,
    dataset,
    { ...loaded?.config.tags, ...readTags(flags.tag) },
    { from, until },
  );
  const { stdout } = this.process;
  if (flags.json) stdout.write(`${JSON.stringify({ metric: name, dataset, points }, undefined, 2)}\n`);
  else if (points.length === 0)
    stdout.write(`No execution has ${name} of '${dataset}' between ${from} and ${until}.\n`);
  else {
    const rows = points.map(({ date, value, executionId }) => [date, String(value), executionId]);
    stdout.write(await textTable(["date", name, "execution"], rows, [1]));
  }
}

async function readSpec(text: string) {
  await using db = await InMemoryMetricDB.open();
  const expression = readFormula(text, new MetricProvider(db, ExecutionId("history")), {});
  const [symbol, ...others] = symbolsOf(expression);
  if (symbol === undefined || others.length > 0 || String(expression) !== String(symbol) || symbol.lag > 0) {
    throw new InvalidArgumentError(`'${text}' is no single metric. Write one, for example 'sum(revenue)'.`);
  }
  return { spec: symbol.spec, name: symbol.spec.name };
}

function onlyDataset(names: readonly string[]): string {
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  throw new InvalidArgumentError(
    names.length === 0
      ? "Name the dataset with --dataset."
      : `Name the dataset with --dataset: ${names.join(", ")}.`,
  );
}
