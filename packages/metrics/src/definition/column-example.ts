import type { ExampleCell, ExampleType, MetricExample } from "./metric-example.js";
import type { MetricOutcome } from "./metric-outcome.js";

/**
 * An example over a single column, `x`, which is the metric's parameter `column`.
 *
 * @param title - what it shows, for example `nulls are passed over`
 * @param type - the type of the column
 * @param cells - one per row
 * @param outcome - what comes out, warnings included
 */
export function columnExample(
  title: string,
  type: ExampleType,
  cells: readonly ExampleCell[],
  outcome: MetricOutcome,
): MetricExample<{ readonly column: string }> {
  return {
    title,
    parameters: { column: "x" },
    columns: { x: type },
    rows: cells.map((cell) => [cell]),
    outcome,
  };
}
