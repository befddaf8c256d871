// One of several processes that write into one store at once: prints how many metrics were acknowledged.
import { ExecutionId, ResultKey } from "@dqx/common";
import { average } from "@dqx/metrics";
import { MetricDB } from "@dqx/orm";

const [location, settings, name, batches, size] = process.argv.slice(2);
const db = await MetricDB.open(location, JSON.parse(settings));
const executionId = ExecutionId(name);
const spec = average.spec({ column: "price" });
const key = new ResultKey("2025-01-08");
let acknowledged = 0;
for (let batch = 0; batch < Number(batches); batch++) {
  await db.persist(
    Array.from({ length: Number(size) }, (_, value) => ({
      spec,
      key,
      dataset: `${batch} ${value}`,
      value,
      metadata: { executionId },
    })),
  );
  acknowledged += Number(size);
  const stored = await db.getByExecutionId(executionId);
  if (stored.length !== acknowledged) throw new Error(`${stored.length} of ${acknowledged} are there.`);
}
await db.close();
process.stdout.write(String(acknowledged));
