import type { ExpressionNode } from "./expression-node.js";

/** What a node is made of, from left to right; nothing for a metric or a number. */
export function childrenOf(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case "symbol":
    case "constant":
      return [];
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "call":
      return node.arguments;
  }
}

/**
 * All nodes of a tree, each once however often it occurs, behind what it is made of and from left to right. Without
 * recursion, so that trees may be of any depth.
 *
 * @param root - the tree
 * @param limit - how many nodes to give at most; all by default
 */
export function walkNodes(root: ExpressionNode, limit = Number.POSITIVE_INFINITY): readonly ExpressionNode[] {
  const children = childrenOf(root);
  if (children.length === 0 && limit > 0) return [root];
  const finished = new Set<ExpressionNode>();
  const path = [{ node: root, children, next: 0 }];
  for (let step = path.at(-1); step !== undefined && finished.size < limit; step = path.at(-1)) {
    const child = step.children[step.next];
    if (child === undefined) {
      finished.add(step.node);
      path.pop();
    } else {
      step.next += 1;
      if (!finished.has(child)) path.push({ node: child, children: childrenOf(child), next: 0 });
    }
  }
  return [...finished];
}
