import { CycleError } from "./cycle-error.js";

/**
 * Puts things behind what they depend on, by depth-first search (Tarjan 1976). Linear in the number of things
 * and dependencies, and without recursion, so chains may be of any length.
 *
 * @param nodes - where to begin; what they depend on is added
 * @param dependenciesOf - what a node needs before it; nodes are compared by identity
 * @param describe - how a node is named in an error
 * @returns every node once, dependencies first, otherwise in the order given
 * @throws {@link CycleError} that prints the circle, when there is one
 */
export function topologicalOrder<Node>(
  nodes: Iterable<Node>,
  dependenciesOf: (node: Node) => Iterable<Node>,
  describe: (node: Node) => string = String,
): readonly Node[] {
  const finished = new Set<Node>();
  for (const start of nodes) visit(start, dependenciesOf, describe, finished);
  return [...finished];
}

/** A node on the way from the start to the current one, and those of its dependencies still to be visited. */
interface Step<Node> {
  readonly node: Node;
  readonly remaining: Iterator<Node>;
}

function visit<Node>(
  start: Node,
  dependenciesOf: (node: Node) => Iterable<Node>,
  describe: (node: Node) => string,
  finished: Set<Node>,
): void {
  if (finished.has(start)) return;
  const stepTo = (node: Node): Step<Node> => ({ node, remaining: dependenciesOf(node)[Symbol.iterator]() });
  const path = [stepTo(start)];
  const onPath = new Set([start]);
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const next = step.remaining.next();
    if (next.done === true) {
      finished.add(step.node);
      onPath.delete(step.node);
      path.pop();
    } else if (onPath.has(next.value)) {
      const nodes = [...onPath];
      throw new CycleError([...nodes.slice(nodes.indexOf(next.value)), next.value].map(describe));
    } else if (!finished.has(next.value)) {
      onPath.add(next.value);
      path.push(stepTo(next.value));
    }
  }
}
