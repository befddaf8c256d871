import type { FormatRule } from "@dqx/metrics";
import type { RowRenderers } from "../dialect/row-renderers.js";

/**
 * What an engine lacks for a format.
 *
 * @param rule - the format's rule
 * @param rows - what the engine can do
 * @returns for example `regular expressions`; nothing when it lacks nothing
 */
export function missingForFormat(rule: FormatRule, rows: RowRenderers): string | undefined {
  const { formats } = rows;
  switch (rule.kind) {
    case "text": {
      if (rows.matches === null) return "regular expressions";
      if (rule.maximumLength !== undefined && rows.functions.length === null) return "lengths of texts";
      if (rule.check === undefined) return undefined;
      if (rule.separators !== undefined && formats.without === null) return "removal of separators";
      return formats[rule.check.kind] === null ? "way to compute its check digits" : undefined;
    }
    case "json":
      return formats.isJson === null ? "test for JSON" : undefined;
    case "castable":
      return formats.castable[rule.to] === null ? "cast that does not fail" : undefined;
  }
}
