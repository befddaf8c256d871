import { catalogue } from "../src/index.js";

/** Parameters that fit a metric: those of its first example. */
export function someParameters(type: string): Readonly<Record<string, unknown>> {
  const [example] = catalogue.get(type)?.definition.examples ?? [];
  if (example === undefined) throw new Error(`${type} has no example`);
  return { ...example.parameters };
}
