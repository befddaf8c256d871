import type { SqlDataSource } from "@dqx/sql";

/** A source of which every statement is kept. */
export function counting(source: SqlDataSource): SqlDataSource & { readonly statements: readonly string[] } {
  const statements: string[] = [];
  return {
    name: source.name,
    dialect: source.dialect,
    dating: source.dating,
    statements,
    relation: (request) => source.relation(request),
    close: () => source.close(),
    withSession: (use, signal) =>
      source.withSession(
        (session) =>
          use({
            ...session,
            query: (statement, abort) => {
              statements.push(typeof statement === "string" ? statement : statement.sql);
              return session.query(statement, abort);
            },
          }),
        signal,
      ),
  };
}
