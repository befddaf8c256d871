import { setTimeout as sleep } from "node:timers/promises";
import { ExecutionId } from "@dqx/common";
import { PostgresServer } from "@dqx/test-support/postgres-server";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MetricDB, MetricStoreError } from "../src/index.js";
import { sampleMetric } from "../src/testing/fixture/sample-metric.js";

/** How often the server crashes; `DQX_KILLS=100` for the full test. */
const crashes = Number(process.env.DQX_KILLS ?? 3);
const SIZE = 1_500;

// Of its own: all of its connections end when it crashes.
let server: PostgresServer;
beforeAll(async () => {
  server = await PostgresServer.start("max_connections=300");
});
afterAll(() => server.stop());

it("keeps every acknowledged batch on PostgreSQL when the server crashes, and goes on with the same store when it is back", {
  timeout: 60_000 + crashes * 20_000,
}, async ({ annotate }) => {
  await using db = await MetricDB.open(server.url);
  let batch = 0;
  let whole = 0;
  for (let crash = 0; crash < crashes; crash++) {
    const crashing = sleep(50 + Math.random() * 200).then(() => killWriter(server.url));
    const error = await persistUntilItFails(
      db,
      () => batchOf(batch),
      () => {
        batch += 1;
      },
    );
    await crashing;
    expect(error).toBeInstanceOf(MetricStoreError);
    expect(error).toMatchObject({ reason: "unreachable" });
    await untilItIsBack(db);

    // The one under way may have been committed before anybody was told.
    const stored = (await db.stats()).metrics;
    expect([batch * SIZE, (batch + 1) * SIZE]).toContain(stored);
    if (stored === (batch + 1) * SIZE) whole += 1;
    await db.persist(batchOf(batch), { batchId: "only" });
    batch += 1;
    expect((await db.stats()).metrics).toBe(batch * SIZE);
  }
  await annotate(
    `${crashes} crashes: all of ${batch - crashes} acknowledged batches (${(batch - crashes) * SIZE} metrics) were there; of those under way ${whole} whole, the others not at all`,
  );
});

function batchOf(batch: number) {
  return Array.from({ length: SIZE }, (_, value) =>
    sampleMetric({ executionId: ExecutionId(`batch-${batch}`), dataset: `d${value}`, value }),
  );
}

async function persistUntilItFails(
  db: MetricDB,
  next: () => ReturnType<typeof batchOf>,
  acknowledged: () => void,
): Promise<unknown> {
  for (;;) {
    try {
      await db.persist(next(), { batchId: "only" });
    } catch (error) {
      return error;
    }
    acknowledged();
  }
}

// PostgreSQL ends all other processes of the server then, and recovers from its log. This resolves when it has begun
// to: until it has noticed the death, it still lets others in, only to end them too.
async function killWriter(url: string): Promise<void> {
  const observer = new Client({ connectionString: url });
  const noticed = new Promise((resolve) => observer.once("end", resolve));
  observer.on("error", () => undefined);
  await observer.connect();
  const { rows } = await observer.query<{ readonly pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
  );
  for (const { pid } of rows) process.kill(pid, "SIGKILL");
  await noticed;
}

async function untilItIsBack(db: MetricDB): Promise<void> {
  await expect
    .poll(
      () =>
        db.stats().then(
          () => "back",
          (error: MetricStoreError) => error.reason,
        ),
      { timeout: 20_000, interval: 100 },
    )
    .toBe("back");
}
