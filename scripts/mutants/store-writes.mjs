// Mutants of what the store writes, and of who may write it.
import { mutantsOf } from "./mutant.mjs";

const tests = ["test/sqlite-in-memory.test.ts"];
const claims = { tests, named: "claimed executions" };
const leases = { tests, named: " leases " };

export const storeWriteMutants = mutantsOf("packages/orm", {
  "metrics/metric-to-row.ts": [
    {
      name: "a row says another execution in its meta",
      find: "metadataText(executionId, ttlHours))",
      replace: 'metadataText(executionId && "exec-1", ttlHours))',
      tests: ["test/metric-to-row.test.ts"],
    },
    {
      name: "rows are stored under a constant execution",
      find: "execution_id: executionId,\n    dataset,",
      replace: 'execution_id: executionId && "exec-1",\n    dataset,',
      tests: ["test/metric-to-row.test.ts"],
    },
  ],
  "metrics/metric-writes.ts": [
    {
      name: "a run stores metrics without its claim",
      find: "await requireClaim(transaction, claim);",
      replace: "await undefined;",
      ...claims,
    },
    {
      name: "a batch is new for every execution",
      find: "return !wasStored(batchId, ids.length - added, ids.length);",
      replace: "return added >= 0 || wasStored(batchId, 0, 0);",
      tests,
      named: " writing ",
    },
  ],
  "metrics/metric-batch.ts": [
    {
      name: "a run stores metrics of another execution",
      find: "row.execution_id !== executionId",
      replace: "row.execution_id === `${executionId}!`",
      ...claims,
    },
  ],
  "memory/memory-executions.ts": [
    {
      name: "the claim of a write in memory is not compared",
      find: "execution.row.claim !== token",
      replace: 'execution.row.claim === "" + token + "!"',
      ...claims,
      tests: ["test/in-memory.test.ts"],
    },
    {
      name: "anybody writes to claimed executions in memory",
      find: "for (const id of ids) this.requireUnclaimed(id);",
      replace: "for (const id of ids) this.get(id);",
      ...claims,
      tests: ["test/in-memory.test.ts"],
    },
    {
      name: "metrics in memory are stored under the first execution of their batch",
      find: "this.record(row.execution_id, row.created_at)",
      replace: "this.record(ids[0] ?? row.execution_id, row.created_at)",
      tests: ["test/in-memory.test.ts"],
      named: " isolation ",
    },
  ],
  "executions/execution-claims.ts": [
    {
      name: "the claim of a write is not compared",
      find: "WHERE id = ${executionId} AND claim = ${token} AND status = 'RUNNING'${raw(driver.lockRows)}",
      replace:
        "WHERE id = ${executionId} AND (claim = ${token} OR 1 = 1) AND status = 'RUNNING'${raw(driver.lockRows)}",
      ...claims,
    },
    {
      name: "a run writes after its end",
      find: "AND claim = ${token} AND status = 'RUNNING'${raw(driver.lockRows)}",
      replace: "AND claim = ${token}${raw(driver.lockRows)}",
      ...claims,
    },
    {
      name: "the claim of a renewal is not compared",
      find: "WHERE id = ${executionId} AND claim = ${token} AND status = 'RUNNING'`",
      replace: "WHERE id = ${executionId} AND (claim = ${token} OR 1 = 1) AND status = 'RUNNING'`",
      ...claims,
    },
    {
      name: "a renewal succeeds after the end",
      find: "AND claim = ${token} AND status = 'RUNNING'`",
      replace: "AND claim = ${token}`",
      ...claims,
    },
    {
      name: "anybody writes to claimed executions",
      find: "if (claimed !== undefined) {",
      replace: "if (claimed !== undefined && ids.length === 0) {",
      ...claims,
    },
    {
      name: "an execution that is in use can be claimed",
      find: "+ ${leaseMs}) ON CONFLICT (id) DO NOTHING`",
      replace:
        "+ ${leaseMs}) ON CONFLICT (id) DO UPDATE SET claim = excluded.claim, status = excluded.status`",
      ...claims,
    },
    {
      name: "all claims are the same",
      find: "token: crypto.randomUUID()",
      replace: 'token: "claim"',
      ...claims,
    },
    {
      name: "an execution is taken over while its run is alive",
      find: 'andStands(connection, "ABANDONED")',
      replace: "sql` AND e.status = 'RUNNING'`",
      ...leases,
    },
    {
      name: "what was taken over is kept",
      find: "await deleteRows(transaction, executionId);",
      replace:
        "await transaction.execute(sql`DELETE FROM ${transaction.tables.execution} WHERE id = ${executionId}`);",
      ...leases,
    },
    {
      name: "a claim begins without a lease",
      find: "${connection.leaseClock()} + ${leaseMs}) ON",
      replace: "${connection.leaseClock()} + 0 * ${leaseMs}) ON",
      ...leases,
    },
    {
      name: "a renewal gives no time",
      find: "SET leased_until = ${connection.leaseClock()} + ${leaseMs}",
      replace: "SET leased_until = ${connection.leaseClock()} + 0 * ${leaseMs}",
      ...leases,
    },
  ],
  "executions/execution-standing.ts": [
    {
      name: "an execution whose lease is over is listed as running",
      find: "WHEN e.status = 'RUNNING' AND e.leased_until <= ${connection.leaseClock()}",
      replace: "WHEN e.status = 'RUNNING' AND e.leased_until <= 0 * ${connection.leaseClock()}",
      ...leases,
    },
    {
      name: "a run is taken to be alive after its lease",
      find: "e.leased_until IS NULL OR e.leased_until >",
      replace: "1 = 1 OR e.leased_until >",
      ...leases,
    },
  ],
  "executions/delete-execution.ts": [
    {
      name: "a running execution is deleted without force",
      find: "options.force === true ?",
      replace: "options.force !== null ?",
      ...leases,
      named: "claimed executions| leases | executions ",
    },
    {
      name: "the metrics of all executions are deleted",
      find: "DELETE FROM ${metric} WHERE execution_id = ${id}",
      replace: "DELETE FROM ${metric} WHERE (execution_id = ${id} OR 1 = 1)",
      tests,
      named: " executions ",
    },
    {
      name: "the results of a deleted execution stay",
      find: "DELETE FROM ${result} WHERE execution_id = ${id}",
      replace: "DELETE FROM ${result} WHERE execution_id = ${id} AND 1 = 0",
      tests,
      named: " (executions|results) ",
    },
    {
      name: "the batches of all executions are forgotten",
      find: "DELETE FROM ${batch} WHERE execution_id = ${id}",
      replace: "DELETE FROM ${batch} WHERE (execution_id = ${id} OR 1 = 1)",
      tests,
      named: " (executions|writing) ",
    },
  ],
  "executions/execution-log.ts": [
    {
      name: "an execution is recorded twice",
      find: "WHERE e.status IS NULL",
      replace: "WHERE (e.status IS NULL OR 1 = 1)",
      tests,
      named: "recorded executions",
    },
  ],
  "results/finish-execution.ts": [
    {
      name: "the claim of an end is not compared",
      find: "sql`claim = ${claim.token} AND status = 'RUNNING'`",
      replace: "sql`(claim = ${claim.token} OR 1 = 1) AND status = 'RUNNING'`",
      ...claims,
    },
    {
      name: "a run ends twice",
      find: "sql`claim = ${claim.token} AND status = 'RUNNING'`",
      replace: "sql`claim = ${claim.token}`",
      ...claims,
    },
    {
      name: "anybody ends claimed executions",
      find: "sql`claim IS NULL`",
      replace: "sql`1 = 1`",
      ...claims,
    },
    {
      name: "all executions end at once",
      find: "WHERE id = ${id} AND ${isOwn}`",
      replace: "WHERE (id = ${id} OR 1 = 1) AND ${isOwn}`",
      tests,
      named: "recorded executions",
    },
  ],
  "results/result-records.ts": [
    {
      name: "a run stores results without its claim",
      find: "else await requireClaim(transaction, claim);",
      replace: "else await undefined;",
      ...claims,
    },
    {
      name: "anybody stores results of claimed executions",
      find: "await insertExecutions(transaction, [[id, now]]);",
      replace: "await undefined;",
      ...claims,
    },
  ],
  "database-claim.ts": [
    {
      name: "a run discards what is another's",
      find: "await requireClaim(transaction, this.#claim);",
      replace: "await undefined;",
      ...claims,
    },
  ],
});
