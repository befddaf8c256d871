// One of several processes whose suites write into one store at once. Prints what was acknowledged and read;
// fails when a read is torn, or when anything does not work at the first attempt.
import { ExecutionId, ResultKey } from "@dqx/common";
import { average } from "@dqx/metrics";
import { MetricDB } from "@dqx/orm";

const [location, settings, work] = process.argv.slice(2);
const { suites, batches, days, datasets } = JSON.parse(work);
const db = await MetricDB.open(location, JSON.parse(settings));
const spec = average.spec({ column: "price" });
const key = new ResultKey("2025-01-31");
const report = { metrics: 0, results: 0, reads: 0 };

await Promise.all(suites.map(({ id, neighbour }) => runSuite(ExecutionId(id), ExecutionId(neighbour))));
await db.close();
process.stdout.write(JSON.stringify(report));

// A suite writes its windows again and again, each time with the number of the batch as every value.
async function runSuite(executionId, neighbour) {
  await db.recordExecution({ executionId, suite: "beside others", key });
  for (let batch = 0; batch < batches; batch++) {
    const metrics = datasets.flatMap((dataset) =>
      Array.from({ length: days }, (_, day) => ({
        spec,
        key: key.lag(day),
        dataset,
        value: batch,
        metadata: { executionId },
      })),
    );
    const writing = db.persist(metrics, { batchId: `batch-${batch}` });
    // While it is written: its own window is the one before or the new one, its neighbour's any one whole.
    await Promise.all([
      readWindow(executionId, [batch - 1, batch]),
      readWindow(neighbour),
      readAll(neighbour),
      writing,
    ]);
    report.metrics += metrics.length;
    await readWindow(executionId, [batch]);
    const result = {
      check: "beside",
      assertion: String(batch),
      severity: "P1",
      status: "PASSED",
      expression: "",
    };
    await db.persistResults(executionId, [result]);
    report.results += 1;
  }
  const results = await db.getResults(executionId);
  if (results.length !== batches) throw new Error(`${executionId} has ${results.length} results.`);
  await db.finishExecution(executionId, "PASSED");
}

async function readWindow(executionId, allowed) {
  const window = await db.getMetricWindow(spec, key, 0, days, datasets[0], executionId);
  requireWhole(executionId, window._tag === "Some" ? [...window.value.values()] : [], days, allowed);
}

async function readAll(executionId) {
  const metrics = await db.getByExecutionId(executionId);
  requireWhole(
    executionId,
    metrics.map(({ value }) => value),
    days * datasets.length,
  );
}

// All values of one batch, or none before the first batch, which counts as batch -1.
function requireWhole(executionId, values, size, allowed = [values[0] ?? -1]) {
  report.reads += 1;
  const [batch = -1] = values;
  const whole = values.every((value) => value === batch) && values.length === (batch === -1 ? 0 : size);
  if (!whole || !allowed.includes(batch)) {
    throw new Error(`A read of ${executionId} is torn: ${values} where ${allowed} may be.`);
  }
}
