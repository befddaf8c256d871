import { Either } from "@dqx/common";
import { defineDerivedMetric, inputField } from "@dqx/metrics";

/** A derived metric of one's own, over two datasets: what came back, as a share of what was sold. */
export const returnRate = defineDerivedMetric({
  type: "returnRate",
  summary: "The value of a metric of the returns divided by that of a metric of the sales.",
  parameters: { returned: inputField, sold: inputField },
  display: ({ returned, sold }) => [returned.spec.name, sold.spec.name],
  inputs: ({ returned, sold }) => [returned, sold],
  compute: ([returned = 0, sold = 0]) =>
    sold === 0
      ? Either.left({ kind: "undefined", reason: "nothing was sold" })
      : Either.right(returned / sold),
});
