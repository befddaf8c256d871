import type { SuggestedDemand, Suggestion } from "./suggestion.js";
import type { Suggestions } from "./suggestions.js";

/**
 * Suggestions as the `checks` of a configuration in YAML, the evidence above each assertion.
 *
 * @param suggestions - as `suggest` makes them
 * @returns lines that begin with `checks:`
 */
export function suggestedYaml({ dataset, suggestions }: Suggestions): string {
  const lines = ["checks:"];
  for (const [check, assertions] of byCheck(suggestions)) {
    lines.push(`  ${check}:`, `    dataset: ${JSON.stringify(dataset)}`, "    assertions:");
    for (const { formula, demand, severity, ...rest } of assertions) {
      lines.push(
        `      # ${evidenceOf(rest)}`,
        `      - { assert: ${JSON.stringify(formula)}, ${yamlDemand(demand)}, severity: ${severity} }`,
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

/**
 * Suggestions as a module in TypeScript that exports `checks`, the evidence above each assertion.
 *
 * @param suggestions - as `suggest` makes them
 * @returns the text of a file that imports `@dqx/api`
 */
export function suggestedTypeScript({ dataset, suggestions }: Suggestions): string {
  const lines = ['import { check } from "@dqx/api";', "", "export const checks = ["];
  for (const [name, assertions] of byCheck(suggestions)) {
    lines.push(`  check({ name: "${name}", datasets: [${JSON.stringify(dataset)}] }, (mp, ctx) => {`);
    for (const { code, demand, severity, ...rest } of assertions) {
      const assertion = `ctx.assertThat(${code}).config({ severity: "${severity}" })`;
      lines.push(`    // ${evidenceOf(rest)}`, `    ${assertion}${codeDemand(demand)};`);
    }
    lines.push("  }),");
  }
  lines.push("];");
  return `${lines.join("\n")}\n`;
}

function byCheck(suggestions: readonly Suggestion[]): ReadonlyMap<string, readonly Suggestion[]> {
  const found = new Map<string, Suggestion[]>();
  for (const suggestion of suggestions) {
    const known = found.get(suggestion.check) ?? [];
    known.push(suggestion);
    found.set(suggestion.check, known);
  }
  return found;
}

/** What was seen, and how it did; never more than one line. */
function evidenceOf({ evidence, heldOut }: Pick<Suggestion, "evidence" | "heldOut">): string {
  if (heldOut === null) return evidence;
  const { held, tried } = heldOut;
  const others = tried === 1 ? "held on what was held out" : `held on ${held} of ${tried} later days`;
  return `${evidence}; ${others}`;
}

function yamlDemand(demand: SuggestedDemand): string {
  return demand.kind === "between"
    ? `between: [${demand.lower}, ${demand.upper}]`
    : `${demand.kind}: ${demand.bound}`;
}

function codeDemand(demand: SuggestedDemand): string {
  switch (demand.kind) {
    case "atLeast":
      return `.isGeq(${demand.bound})`;
    case "atMost":
      return `.isLeq(${demand.bound})`;
    case "equal":
      return `.isEq(${demand.bound})`;
    case "between":
      return `.isBetween(${demand.lower}, ${demand.upper})`;
  }
}
