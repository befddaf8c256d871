import { average } from "./catalogue/average.js";
import { countDistinct } from "./catalogue/count-distinct.js";
import { countValues } from "./catalogue/count-values.js";
import { first } from "./catalogue/first.js";
import { maximum } from "./catalogue/maximum.js";
import { minimum } from "./catalogue/minimum.js";
import { nanCount } from "./catalogue/nan-count.js";
import { nullCount } from "./catalogue/null-count.js";
import { numRows } from "./catalogue/num-rows.js";
import { sum } from "./catalogue/sum.js";
import { variance } from "./catalogue/variance.js";
import type { AnyMetric } from "./define-metric.js";

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
