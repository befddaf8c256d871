// Writes batches until it is killed: "done n" is printed once batch n is acknowledged.
import { ExecutionId, ResultKey } from "@dqx/common";
import { average } from "@dqx/metrics";
import { MetricDB } from "@dqx/orm";

const [location, settings, size] = process.argv.slice(2);
const db = await MetricDB.open(location, JSON.parse(settings));
const spec = average.spec({ column: "price" });
const key = new ResultKey("2025-01-08");

process.stdout.write("ready\n");
for (let batch = 0; ; batch++) {
  const executionId = ExecutionId(`batch-${batch}`);
  await db.persist(
    Array.from({ length: Number(size) }, (_, value) => ({
      spec,
      key,
      dataset: `d${value}`,
      value,
      metadata: { executionId },
    })),
  );
  process.stdout.write(`done ${batch}\n`);
}
