import { type SourceParameters, showValue } from "@dqx/common";
import { type ReproducingStatement, type SqlDataSource, type SqlSession, withComments } from "@dqx/sql";

/**
 * Writes statements as texts that can be run by hand, their values filled in. Where an engine cannot fill them in,
 * they are named above the statement: this must not fail a run.
 *
 * @param statements - of one source
 * @param source - the source
 * @param signal - ends the work early
 * @returns a text for each, in their order
 */
export async function fillStatements(
  statements: readonly ReproducingStatement[],
  source: SqlDataSource,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  if (statements.every(({ statement }) => isEmpty(statement.parameters))) {
    return statements.map(({ about, statement }) => withComments(about, statement.sql));
  }
  try {
    return await source.withSession(async (session) => {
      const texts: string[] = [];
      for (const statement of statements) texts.push(await filled(statement, session, signal));
      return texts;
    }, signal);
  } catch {
    signal?.throwIfAborted();
    return statements.map(withValues);
  }
}

async function filled(
  reproducing: ReproducingStatement,
  session: SqlSession,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { about, statement } = reproducing;
  if (isEmpty(statement.parameters)) return withComments(about, statement.sql);
  if (session.fillIn === undefined) return withValues(reproducing);
  return withComments(about, await session.fillIn(statement, signal));
}

function withValues({ about, statement: { sql, parameters } }: ReproducingStatement): string {
  const values = Object.entries(parameters).map(([name, value]) => `with $${name} = ${showValue(value)}`);
  return withComments([...about, ...values], sql);
}

function isEmpty(parameters: SourceParameters): boolean {
  return Object.keys(parameters).length === 0;
}
