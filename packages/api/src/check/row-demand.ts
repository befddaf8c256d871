import type { MetricSymbol } from "@dqx/provider";
import type { RowCondition, RowScope, ShareBounds } from "@dqx/rules/rule";
import type { AssertionSample } from "../sample/sample-options.js";

/** What an assertion asks of each row. */
export interface RowDemand {
  readonly condition: RowCondition;
  /** Which rows are tested. */
  readonly scope: RowScope;
  /** How many of them have to meet the condition. */
  readonly bounds: ShareBounds;
  /** The share of the tested rows that meet it. */
  readonly share: MetricSymbol;
  /** The number of rows in scope, tested or not. */
  readonly total: MetricSymbol;
  /** What it says of the rows that are shown when it does not hold. */
  readonly sample: AssertionSample;
}
