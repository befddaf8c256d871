import { DQXError } from "@dqx/common";
import { type ConstantNode, Expression } from "@dqx/provider/expressions";
import type { Assertion } from "./assertion.js";
import type { Check } from "./check.js";
import { CheckDefinitionError } from "./check-definition-error.js";

/** What stands where an assertion has its expression. */
class BodyOfCheck extends Expression {
  readonly node: ConstantNode = { kind: "constant", value: 0 };

  override toString(): string {
    return "the body of the check";
  }
}

/**
 * What is asserted of a check whose body failed: one assertion of the highest severity that cannot be told, so that
 * nothing of the check is silently green.
 *
 * @param check - the check
 * @param cause - what its body threw; anything
 */
export function brokenCheck(check: Check, cause: unknown): Assertion {
  return {
    check,
    name: "the body of the check",
    severity: "P0",
    tags: [],
    ownership: check.ownership,
    expression: new BodyOfCheck(),
    comparison: { kind: "noop" },
    onlyWarns: false,
    hasDefaultTolerances: false,
    onEmpty: "fail",
    totals: [],
    beside: [],
    broken: `${messageOf(check, cause)}${placeOf(cause)}`,
  };
}

function messageOf({ name }: Check, cause: unknown): string {
  if (cause instanceof CheckDefinitionError) return cause.message;
  return `The body of check '${name}' threw: ${shown(cause)}`;
}

function shown(cause: unknown): string {
  try {
    return cause instanceof DQXError ? cause.message : String(cause);
  } catch {
    return "something that cannot be shown.";
  }
}

// The body's own frame is the one that `callBody` of build-graph.ts called. Not all errors have one.
function placeOf(cause: unknown): string {
  const stack: unknown = cause instanceof Error ? cause.stack : undefined;
  if (typeof stack !== "string") return "";
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const caller = frames.findIndex((line) => /\bcallBody\b/.test(line));
  const place = /\(?([^\s()]+:\d+:\d+)\)?$/.exec(frames[caller - 1] ?? "")?.[1];
  return place === undefined ? "" : ` (${place})`;
}
