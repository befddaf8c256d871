import { type CanonicalRecord, catalogue } from "../src/index.js";

/** Parameters that fit a metric. */
export function someParameters(type: string): CanonicalRecord {
  const values: CanonicalRecord = {
    columns: ["x"],
    values: ["x"],
    limit: 3,
    predicate: { kind: "isNull", of: { kind: "column", name: "x" } },
    nulls: "fail",
    case: "upper",
    format: "iban",
  };
  const names = Object.keys(catalogue.get(type)?.definition.parameters ?? {});
  return Object.fromEntries(names.map((name) => [name, values[name] ?? "x"]));
}
