import type { MetricProvider } from "@dqx/provider";
import { type Expression, type ExpressionNode, walkNodes } from "@dqx/provider/expressions";
import type { Assertion } from "../check/assertion.js";
import { groupsFrom } from "../check/assertion-group.js";
import type { Comparison } from "../check/comparison.js";
import { unknownDemand } from "../check/demanded-comparison.js";
import { showDemand } from "../check/two-bounds.js";
import { type AcceptedValues, acceptedValues, accepting, acceptsAll, meet } from "./accepted-values.js";
import { valueRange } from "./value-range.js";

/** What is wrong with an assertion, for itself or beside another one. */
export interface ComparedAssertion {
  readonly kind: "duplicate" | "contradiction" | "cannotFail" | "cannotHold";
  readonly assertion: Assertion;
  readonly message: string;
}

/**
 * Finds bounds that nothing can miss, or meet, and assertions that repeat or contradict each other.
 *
 * @param assertions - of a suite, each metric with its dataset
 * @param provider - that made their metrics
 */
export function compareAssertions(
  assertions: readonly Assertion[],
  provider: MetricProvider,
): readonly ComparedAssertion[] {
  const found: ComparedAssertion[] = [];
  const identities = new Identities(provider);
  const byExpression = new Map<number, Assertion[]>();
  for (const assertion of assertions) {
    const { comparison, expression, broken } = assertion;
    if (broken !== undefined || comparison.kind === "deferred" || comparison.kind === "noop") continue;
    const alone = aloneWrong(assertion, comparison);
    if (alone !== undefined) {
      found.push(alone);
      continue;
    }
    const identity = identities.of(expression);
    const known = byExpression.get(identity) ?? [];
    const earlier = [...known];
    byExpression.set(identity, known);
    known.push(assertion);
    const duplicate = earlier.find((each) => sameDemand(each, assertion));
    if (duplicate !== undefined) {
      found.push({
        kind: "duplicate",
        assertion,
        message: `${named(duplicate)} demands the same of ${expression}. Remove one of them.`,
      });
      continue;
    }
    const opposite = earlier.find((each) => isContradicted(each, comparison, assertion));
    if (opposite !== undefined) {
      found.push({
        kind: "contradiction",
        assertion,
        message: `No value of ${expression} is ${shown(assertion)} and, as ${named(opposite)} demands, ${shown(opposite)}. Change one of them.`,
      });
    }
  }
  return found;
}

function aloneWrong(assertion: Assertion, comparison: Comparison): ComparedAssertion | undefined {
  const { expression } = assertion;
  const range = valueRange(expression);
  // Rows are judged by their counts, and a demand of all of them is one that can fail.
  const accepted = assertion.rows === undefined ? acceptedValues(comparison) : undefined;
  if (accepted === undefined) return undefined;
  const values = `from ${range.low} ${range.high === Number.POSITIVE_INFINITY ? "on" : `to ${range.high}`}`;
  if (acceptsAll(narrowestOf(assertion) ?? accepted, range)) {
    const message = `${expression} is ${shown(assertion)} whatever the data are: its values are ${values}. Give a narrower bound.`;
    return { kind: "cannotFail", assertion, message };
  }
  if (meet(accepted, accepting(range))) return undefined;
  const message = `${expression} is never ${shown(assertion)}: its values are ${values}. Give another bound.`;
  return { kind: "cannotHold", assertion, message };
}

/** What an assertion that can warn accepts without a warning. */
function narrowestOf({ warning }: Assertion): AcceptedValues | undefined {
  return warning === undefined || warning.kind === "deferred" ? undefined : acceptedValues(warning);
}

function isContradicted(other: Assertion, comparison: Comparison, assertion: Assertion): boolean {
  // Of members of one `anyOf` only one has to hold.
  if ([other, assertion].some(({ group }) => groupsFrom(group).some(({ kind }) => kind === "any")))
    return false;
  if (other.comparison.kind === "deferred" || other.onlyWarns || assertion.onlyWarns) return false;
  const [one, two] = [acceptedValues(other.comparison), acceptedValues(comparison)];
  return one !== undefined && two !== undefined && !meet(one, two);
}

function sameDemand(a: Assertion, b: Assertion): boolean {
  return demandOf(a) === demandOf(b);
}

function demandOf({ comparison, warning, onlyWarns, rows, severity }: Assertion): string {
  const scope = rows === undefined ? null : [rows.bounds.atLeast ?? null, rows.bounds.warnBelow ?? null];
  return JSON.stringify([comparison, warning ?? null, onlyWarns, scope, severity]);
}

/** Gives equal expressions of the same metrics of the same datasets one number. */
class Identities {
  readonly #provider: MetricProvider;
  readonly #numbers = new Map<string, number>();

  constructor(provider: MetricProvider) {
    this.#provider = provider;
  }

  of({ node: root }: Expression): number {
    const numbers = new Map<ExpressionNode, number>();
    // Parts come before what they are part of.
    for (const node of walkNodes(root)) {
      const own = JSON.stringify(this.#partsOf(node, (part) => numbers.get(part) ?? 0));
      const number = this.#numbers.get(own) ?? this.#numbers.size + 1;
      this.#numbers.set(own, number);
      numbers.set(node, number);
    }
    return numbers.get(root) ?? 0;
  }

  #partsOf(node: ExpressionNode, numberOf: (part: ExpressionNode) => number): readonly unknown[] {
    switch (node.kind) {
      case "symbol": {
        const { spec, lag } = node.symbol;
        return [node.kind, spec.id, lag, this.#provider.datasetOf(node.symbol) ?? null];
      }
      case "constant":
        return [node.kind, node.value];
      case "unary":
        return [node.operator, numberOf(node.operand)];
      case "binary":
        return [node.operator, numberOf(node.left), numberOf(node.right)];
      case "call":
        return [node.name, ...node.arguments.map(numberOf)];
    }
  }
}

function named({ check, name }: Assertion): string {
  return `assertion '${name}' of check '${check.name}'`;
}

function shown(assertion: Assertion): string {
  return showDemand(unknownDemand(assertion));
}
