import type { MetricDB } from "@dqx/orm";
import type { Comparison } from "./bench-row.js";
import { executionOf, type LargeStore, sizeOf } from "./large-store.js";
import { interleave } from "./measure.js";
import type { RawDatabase } from "./raw-database.js";
import { DATASET, dayOf, SPECS } from "./stored-metrics.js";

const WEEK = [dayOf(40), dayOf(46)] as const;

/**
 * `history` of a week of one metric, as it was measured last, against the bare driver's same select. Each execution
 * measured all days.
 *
 * @param database - its name
 * @param store - what is stored
 * @param db - the store
 * @param raw - the driver
 */
export async function compareHistory(
  database: string,
  store: LargeStore,
  db: MetricDB,
  raw: RawDatabase,
): Promise<Comparison> {
  const [spec] = SPECS;
  const [from, until] = WEEK;
  if (spec === undefined) throw new Error("There are metrics.");
  const [row] = await raw.all(
    `SELECT series, metric_type, parameters, tags FROM dq_metric WHERE execution_id = '${executionOf(0)}' AND metric_name = '${spec.name}' LIMIT 1`,
  );
  const p = (index: number) => raw.placeholder(index);
  const select = `SELECT date, value FROM (
    SELECT m.date, m.value, row_number() OVER (PARTITION BY m.date ORDER BY e.seq DESC, m.seq DESC) AS place
    FROM dq_metric m CROSS JOIN dq_execution e
    WHERE e.id = m.execution_id AND m.series = ${p(0)} AND m.dataset = ${p(1)} AND m.date >= ${p(2)} AND m.date <= ${p(3)}
      AND m.metric_type = ${p(4)} AND m.parameters = ${p(5)} AND m.tags = ${p(6)}
      AND (m.expires_at IS NULL OR m.expires_at > ${p(7)})) points WHERE place = 1 ORDER BY date`;
  const requireWeek = (values: readonly number[]) => {
    const last = 46 + store.copies - 1;
    if (values.length !== 7 || values.at(-1) !== last)
      throw new Error(`${values.join()} ends not with ${last}.`);
  };
  const byHand = {
    name: "select",
    run: async () => {
      const identity = [row?.metric_type ?? null, row?.parameters ?? null, row?.tags ?? null];
      const bound = [row?.series ?? null, DATASET, from.date, until.date, ...identity, Date.now()];
      requireWeek((await raw.all(select, bound)).map(({ value }) => Number(value)));
    },
  };
  const byStore = {
    name: "history",
    run: async () => {
      const dates = { from: from.date, until: until.date };
      requireWeek((await db.history(spec, DATASET, from.tags, dates)).map(({ value }) => value));
    },
  };
  const [baseline, ours] = await interleave([byHand, byStore], { warmups: 2, rounds: 15 });
  if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
  const rows = 7 * store.copies;
  const what = `history of a week, measured ${rows.toLocaleString("en")} times, at ${sizeOf(store)} stored metrics, ${database}`;
  return { what, baseline, ours, bar: { kind: "atMost", times: 2 } };
}
