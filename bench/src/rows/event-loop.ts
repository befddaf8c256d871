import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { MetricDB } from "@dqx/orm";
import type { BenchRow, Comparison } from "../bench-row.js";
import { measurement } from "../measure.js";
import { storedMetrics } from "../stored-metrics.js";

const COUNT = 80_000;
const ROUNDS = 5;
const NANOSECONDS = 1e6;

/**
 * The longest time for which the event loop is not free while `persist` stores a large batch with a driver that works
 * in the program's own thread, against that of a process that does nothing.
 */
export const eventLoopRow: BenchRow = {
  name: "event-loop",
  async run(folder): Promise<readonly Comparison[]> {
    const metrics = storedMetrics(COUNT, "exec-1");
    const [idle, busy]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      await using db = await MetricDB.open(`sqlite:${folder}/${round}.db`, { driver: "libsql" });
      idle.push(await longestBlock(() => sleep(500)));
      busy.push(await longestBlock(() => db.persist(metrics)));
      if ((await db.stats()).metrics !== COUNT) throw new Error(`The store holds not ${COUNT} metrics.`);
    }
    const what = `the event loop while ${COUNT.toLocaleString("en")} metrics are persisted: its longest block`;
    return [
      {
        what,
        baseline: measurement("idle", "ms", idle),
        ours: measurement("persist", "ms", busy),
        bar: { kind: "above", milliseconds: 200 },
      },
    ];
  },
};

async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  // The last block is seen when the loop has come round.
  await sleep(5);
  delay.disable();
  return delay.max / NANOSECONDS;
}
