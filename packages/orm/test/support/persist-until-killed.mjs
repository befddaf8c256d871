// Waits for a line, and writes batches until it is killed. Prints the first word of each statement when it is sent, and "done" when
// a batch is acknowledged: what was printed last tells where it was killed.
import { once } from "node:events";
import { ExecutionId, ResultKey } from "@dqx/common";
import { average } from "@dqx/metrics";
import { MetricDB } from "@dqx/orm";

const [location, settings, size] = process.argv.slice(2);
const ignore = () => undefined;
const logger = {
  logQuery: (text) => process.stdout.write(`${text.split(" ", 1)}\n`),
  logQueryError: ignore,
  logQuerySlow: ignore,
  logSchemaBuild: ignore,
  logMigration: ignore,
  log: ignore,
};
await once(process.stdin, "data");
const db = await MetricDB.open(location, { ...JSON.parse(settings), logger });
const spec = average.spec({ column: "price" });
const key = new ResultKey("2025-01-08");

for (let batch = 0; ; batch++) {
  const executionId = ExecutionId(`batch-${batch}`);
  const metrics = Array.from({ length: Number(size) }, (_, value) => ({
    spec,
    key,
    dataset: `d${value}`,
    value,
    metadata: { executionId },
  }));
  await db.persist(metrics, { batchId: "only" });
  process.stdout.write("done\n");
}
