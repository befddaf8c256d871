import type { AnyMetric } from "../definition/define-metric.js";
import { countValues } from "./counts/count-values.js";
import { nanCount } from "./counts/nan-count.js";
import { nullCount } from "./counts/null-count.js";
import { numRows } from "./counts/num-rows.js";
import { countDistinct } from "./distinct/count-distinct.js";
import { average } from "./numbers/average.js";
import { first } from "./numbers/first.js";
import { maximum } from "./numbers/maximum.js";
import { minimum } from "./numbers/minimum.js";
import { sum } from "./numbers/sum.js";
import { variance } from "./numbers/variance.js";

const metrics: readonly AnyMetric[] = [
  average,
  countDistinct,
  countValues,
  first,
  maximum,
  minimum,
  nanCount,
  nullCount,
  numRows,
  sum,
  variance,
];

/** Every metric that can be measured, by its type. */
export const catalogue: ReadonlyMap<string, AnyMetric> = new Map(
  metrics.map((metric) => [metric.definition.type, metric]),
);
