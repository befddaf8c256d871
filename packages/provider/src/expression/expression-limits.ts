import { InvalidArgumentError } from "@dqx/common";
import type { ExpressionNode } from "./expression-node.js";
import { childrenOf, walkNodes } from "./walk-nodes.js";

/** The most nodes that an expression may have; one that occurs several times counts once. */
const MAXIMUM_NODES = 100_000;

/** The most operations that may stand inside each other. */
const MAXIMUM_DEPTH = 10_000;

interface Extent {
  readonly depth: number;
  /** With a node that occurs several times counted as often: at least as many as there are. */
  readonly nodes: number;
}

const extents = new WeakMap<ExpressionNode, Extent>();
const LEAF: Extent = { depth: 1, nodes: 1 };

/**
 * Freezes a new node, and refuses one that makes its tree too large.
 *
 * @param node - a node whose children have been through here
 * @throws {@link InvalidArgumentError} when the tree has too many nodes, or is too deep
 */
export function withinLimits<Node extends ExpressionNode>(node: Node): Node {
  let depth = 0;
  let nodes = 1;
  for (const child of childrenOf(node)) {
    const extent = extents.get(child) ?? LEAF;
    depth = Math.max(depth, extent.depth);
    nodes += extent.nodes;
  }
  depth += 1;
  if (depth > MAXIMUM_DEPTH) {
    throw new InvalidArgumentError(
      `An expression has more than ${MAXIMUM_DEPTH} operations inside each other. Add many terms up with expr templates or in groups, or compute them in the data's own query.`,
    );
  }
  // Only what may be too large is counted, and only as far as the limit.
  if (nodes > MAXIMUM_NODES && walkNodes(node, MAXIMUM_NODES + 1).length > MAXIMUM_NODES) {
    throw new InvalidArgumentError(
      `An expression has more than ${MAXIMUM_NODES} parts. Split it into several assertions, or compute part of it in the data's own query.`,
    );
  }
  extents.set(node, { depth, nodes });
  return Object.freeze(node);
}
