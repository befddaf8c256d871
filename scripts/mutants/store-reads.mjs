// Mutants of what the store reads.
import { mutantsOf } from "./mutant.mjs";

const tests = ["test/sqlite-in-memory.test.ts"];
// The contract's law over all statements wants a read of metrics among them.
const andRead = "gives each execution its own value";

export const storeReadMutants = mutantsOf("packages/orm", {
  "metrics/metric-reads.ts": [
    {
      name: "values are read of all executions",
      find: "return sql`execution_id = ${executionId} AND dataset",
      replace: "return sql`(execution_id = ${executionId} OR 1 = 1) AND dataset",
      tests,
      named: " isolation ",
    },
    {
      name: "the dataset is left out",
      find: "AND dataset = ${dataset} AND spec_hash = ${spec_hash}",
      replace: "AND (dataset = ${dataset} OR 1 = 1) AND spec_hash = ${spec_hash}",
      tests,
      named: " identity ",
    },
    {
      name: "the tags are left out",
      find: "AND tags_hash = ${canonicalHash(tags)} AND metric_type = ${metric_type} AND parameters = ${parameters} AND tags = ${tags}`",
      replace: "AND metric_type = ${metric_type} AND parameters = ${parameters}`",
      tests,
      named: " identity ",
    },
    {
      name: "the newest value is told by the clock",
      find: "ORDER BY seq DESC LIMIT 1",
      replace: "ORDER BY created_at DESC LIMIT 1",
      tests,
      named: "newest|whatever the clock says",
    },
    {
      name: "the newest value of a window's day is told by the clock",
      find: "AND date BETWEEN ${from} AND ${until} AND ${isAlive(question.now)} ORDER BY date, seq",
      replace: "AND date BETWEEN ${from} AND ${until} AND ${isAlive(question.now)} ORDER BY date, created_at",
      tests,
      named: "newest|whatever the clock says",
    },
    {
      name: "the newest value of a sparse window's day is told by the clock",
      find: "AND date IN (${list(dates)}) AND ${isAlive(question.now)} ORDER BY date, seq",
      replace: "AND date IN (${list(dates)}) AND ${isAlive(question.now)} ORDER BY date, created_at",
      tests,
      named: "newest|whatever the clock says",
    },
    {
      name: "the value of an earlier day stands in",
      find: "AND date = ${question.key.date} AND",
      replace: "AND date <= ${question.key.date} AND",
      tests,
      named: " (isolation|identity|windows|values) ",
    },
    {
      name: "whole executions are read with others",
      find: "WHERE m.execution_id = ${executionId}${after}",
      replace: "WHERE (m.execution_id = ${executionId} OR 1 = 1)${after}",
      tests,
      named: " isolation ",
    },
    {
      name: "a newer value of another execution hides one's own",
      find: "WHERE n.execution_id = ${executionId} AND n.dataset",
      replace: "WHERE (n.execution_id = ${executionId} OR 1 = 1) AND n.dataset",
      tests,
      named: " (isolation|executions) ",
    },
    {
      name: "the newest row of an execution is told by the clock",
      find: "AND n.seq > m.seq AND",
      replace: "AND n.created_at > m.created_at AND",
      tests,
      named: "newest|whatever the clock says",
    },
  ],
  "metrics/metric-windows.ts": [
    {
      name: "windows are read of all executions",
      find: "WHERE m.execution_id = ${executionId} AND m.dataset = asked.dataset",
      replace: "WHERE (m.execution_id = ${executionId} OR 1 = 1) AND m.dataset = asked.dataset",
      tests,
      named: "many windows at once",
    },
    {
      name: "windows are read of all datasets",
      find: "AND m.dataset = asked.dataset AND",
      replace: "AND",
      tests,
      named: "many windows at once",
    },
    {
      name: "windows are read of all tags",
      find: "AND m.tags_hash = asked.tags_hash AND m.date BETWEEN asked.first_day AND asked.last_day AND m.metric_type = asked.metric_type AND m.parameters = asked.parameters AND m.tags = asked.tags",
      replace:
        "AND m.date BETWEEN asked.first_day AND asked.last_day AND m.metric_type = asked.metric_type AND m.parameters = asked.parameters",
      tests,
      named: "many windows at once",
    },
    {
      name: "the newest value of many windows' days is told by the clock",
      find: "ORDER BY asked.request, m.date, m.seq",
      replace: "ORDER BY asked.request, m.date, m.created_at",
      tests,
      named: "newest|whatever the clock says",
    },
    {
      name: "windows are read without their lag",
      find: "key.range(lag, window)",
      replace: "key.range(0 * lag, window)",
      tests,
      named: "many windows at once",
    },
  ],
  "metrics/metric-history.ts": [
    {
      name: "the newest value in a history is told by the clock",
      find: "PARTITION BY m.date, m.execution_id ORDER BY m.seq DESC",
      replace: "PARTITION BY m.date, m.execution_id ORDER BY m.created_at DESC",
      tests,
      named: " (history|values) ",
    },
    {
      name: "the latest execution in a history is told by the clock",
      find: "e.seq AS recorded",
      replace: "e.started_at AS recorded",
      tests,
      named: " (history|values) ",
    },
    {
      name: "values of a history are those of another execution",
      find: "WHERE e.id = m.execution_id AND",
      replace: "WHERE",
      tests,
      named: ` history |${andRead}`,
    },
    {
      name: "a history is one of all suites",
      find: "sql` AND e.suite = ${suite}`",
      replace: "sql` AND (e.suite = ${suite} OR 1 = 1)`",
      tests,
      named: ` history |${andRead}`,
    },
  ],
  "metric-db.ts": [
    {
      name: "an execution is compared with itself",
      find: "await this.getByExecutionId(second))",
      replace: "await this.getByExecutionId(second && first))",
      tests,
      named: "comparison of two executions",
    },
    {
      name: "every execution exists once one does",
      find: "sql`SELECT id FROM ${execution} WHERE id = ${ExecutionId(executionId)}`",
      replace: "sql`SELECT id FROM ${execution} WHERE id = ${ExecutionId(executionId)} OR 1 = 1`",
      tests,
      named: " (isolation|executions) ",
    },
  ],
  "results/result-records.ts": [
    {
      name: "results are read of all executions",
      find: "WHERE execution_id = ${ExecutionId(executionId)} ORDER BY seq",
      replace: "WHERE (execution_id = ${ExecutionId(executionId)} OR 1 = 1) ORDER BY seq",
      tests,
      named: ` results |${andRead}`,
    },
  ],
  "executions/execution-log.ts": [
    {
      name: "the latest execution of a key is one of any tags",
      find: "AND tags_hash = ${canonicalHash(tags)} AND tags = ${tags}",
      replace: "AND (tags = ${tags} OR 1 = 1)",
      tests,
      named: `recorded executions|${andRead}`,
    },
    {
      name: "the latest execution is told by the clock",
      find: "ORDER BY seq DESC LIMIT",
      replace: "ORDER BY started_at DESC LIMIT",
      tests,
      named: `recorded executions|${andRead}`,
    },
    {
      name: "executions are listed of all suites",
      find: "sql`${text} AND suite = ${suite}`",
      replace: "sql`${text} AND (suite = ${suite} OR 1 = 1)`",
      tests,
      named: `recorded executions|${andRead}`,
    },
  ],
});
