import { LocalDate } from "@dqx/common";
import { type AnyMetric, EXAMPLE_TIME, type ExampleType } from "@dqx/metrics";
import { describePlan, duckdbDialect, planSource, type SqlDataSource } from "@dqx/sql";

/** The columns of examples on DuckDB. */
const TYPES: Readonly<Record<ExampleType, string>> = {
  integer: "INTEGER",
  bigint: "BIGINT",
  double: "DOUBLE",
  "decimal(38,10)": "DECIMAL(38,10)",
  boolean: "BOOLEAN",
  text: "VARCHAR",
  date: "DATE",
  timestamp: "TIMESTAMP",
  timestamptz: "TIMESTAMP WITH TIME ZONE",
};

/**
 * The statements that measure the first example of a metric on DuckDB, as a plan has them; nothing runs.
 *
 * @param metric - any of the catalogue
 * @returns none for a metric that reads nothing
 */
export async function exampleSql(metric: AnyMetric): Promise<readonly string[]> {
  const [example] = metric.definition.examples;
  if (example === undefined) throw new Error(`${metric.definition.type} has no example`);
  const spec = metric.fromParameters({ ...example.parameters });
  if (spec.measurement.kind === "schema") return [];
  const columns = Object.entries(example.columns).map(([name, type]) => ({ name, type: TYPES[type] }));
  const date = LocalDate(EXAMPLE_TIME.slice(0, 10));
  const plan = await planSource(described(columns), [{ spec, dates: [date] }], {
    referenceDate: date,
    referenceTime: new Date(EXAMPLE_TIME),
  });
  const { statements, failures } = describePlan(plan);
  const [failure] = failures;
  if (failure !== undefined) throw new Error(`${spec.name} cannot be planned: ${failure.reason}`);
  return statements.map(({ sql }) => sql);
}

function described(columns: readonly { readonly name: string; readonly type: string }[]): SqlDataSource {
  return {
    name: "rows",
    dialect: duckdbDialect,
    dating: { kind: "snapshot" },
    relation: () => '"rows"',
    withSession: (use) =>
      use({
        describe: async () => columns,
        query: () => Promise.reject(new Error("a plan runs nothing")),
        checkAggregate: async () => "DOUBLE",
      }),
    close: async () => {},
  };
}
