import { InMemoryDataSource } from "@dqx/duckdb";

/** A day of orders for tests. */
export interface Order {
  readonly day: string;
  readonly revenue: number | null;
  readonly customer?: string | null;
}

/** A data source in memory whose rows are dated by `day`. */
export function ordersSource(rows: readonly Order[], name = "orders"): InMemoryDataSource {
  const columns = {
    day: rows.map(({ day }) => day),
    revenue: rows.map(({ revenue }) => revenue),
    customer: rows.map(({ customer = "ann" }) => customer),
  };
  return InMemoryDataSource.fromColumns({
    name,
    dateColumn: "day",
    columns,
    types: { day: "DATE", revenue: "DOUBLE", customer: "VARCHAR" },
  });
}
