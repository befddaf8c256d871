import { type Statement, sql } from "./sql.js";

/**
 * Marks, at its end, one of the few statements that may look at metrics of several executions: history, expiry and counts.
 * None of them is part of metric retrieval; `@dqx/orm/testing` refuses the mark where runs are tested.
 *
 * @param statement - what it does
 */
export function acrossExecutions(statement: Statement): Statement {
  return sql`${statement} /* dqx: across executions */`;
}
