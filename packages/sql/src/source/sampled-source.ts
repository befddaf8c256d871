import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import type { SqlDataSource } from "./sql-data-source.js";
import { withRelation } from "./with-relation.js";

/** How large a sample is: a share of the rows, above 0 and up to 100, or a number of rows. */
export type SampleSize = { readonly percent: number } | { readonly rows: number };

/** What a source that reads a sample of its rows says of it. */
export interface SourceSample {
  /** What its values are estimated from, for example `sample of 10 % of the rows`. */
  readonly method: string;
  /** Whether each row was drawn whatever the others are: then the error of a share has a bound. */
  readonly isIndependent: boolean;
}

/**
 * The same source with only some of its rows, drawn by the engine: the same ones in each statement over the same
 * data. All values that a suite measures on it are estimates and say so. Metrics that a sample says nothing of, such as
 * counts, are refused when a run is planned, and so is equality with a number.
 *
 * @param source - any source
 * @param size - `{ percent: 10 }`, or `{ rows: 10_000 }`
 * @returns a source that closes with the given one
 * @throws `InvalidArgumentError` when the size is none, the source is a sample already, or its engine draws no sample
 *   of it
 * @example
 * ```ts
 * import { DuckDBDataSource } from "@dqx/duckdb";
 * import { sampleRows } from "@dqx/sql";
 *
 * const orders = DuckDBDataSource.fromFiles({ name: "orders", files: "orders/*.parquet", dateColumn: "day" });
 * const some = sampleRows(orders, { percent: 1 });
 * ```
 */
export function sampleRows(source: SqlDataSource, size: SampleSize): SqlDataSource {
  const place = `sampleRows of dataset '${source.name}'`;
  const method = methodOf(place, size);
  if (source.sample !== undefined) {
    throw new InvalidArgumentError(
      `${place}: the source is a ${source.sample.method}. Take one sample of it.`,
    );
  }
  const { samples, name: engine } = source.dialect;
  if (samples === undefined || ("rows" in size && samples.rows === undefined)) {
    const other =
      samples === undefined
        ? "Draw one in the source's query, whose values are then its own"
        : "Give a percent";
    throw new InvalidArgumentError(
      `${place}: ${engine} draws no ${method} that it can draw again. ${other}.`,
    );
  }
  const draw = (relation: string) => {
    const drawn =
      "rows" in size ? samples.rows?.(relation, size.rows) : samples.percent(relation, size.percent);
    if (drawn !== undefined) return drawn;
    throw new InvalidArgumentError(
      `${place}: ${engine} draws a ${method} of tables and materialized views, and of no query. Give a table, or write the sample into the query.`,
    );
  };
  const { isIndependent } = samples;
  return withRelation(source, draw, { sample: Object.freeze({ method, isIndependent }) });
}

function methodOf(place: string, size: SampleSize): string {
  requireKnownOptions(place, size, ["percent", "rows"]);
  const { percent, rows }: { readonly percent?: unknown; readonly rows?: unknown } = size;
  if (rows === undefined && typeof percent === "number" && percent > 0 && percent <= 100) {
    return `sample of ${percent} % of the rows`;
  }
  if (percent === undefined && typeof rows === "number" && Number.isSafeInteger(rows) && rows > 0) {
    return `sample of ${rows} ${rows === 1 ? "row" : "rows"}`;
  }
  throw new InvalidArgumentError(
    `${place}: the size is ${showValue(size)}. Give { percent } above 0 and up to 100, or { rows } as a whole number.`,
  );
}
