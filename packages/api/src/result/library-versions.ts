import { createRequire } from "node:module";
import process from "node:process";

/**
 * The versions of what runs.
 *
 * @returns by name, for example `{ "@dqx/api": "0.1.0", node: "20.20.2" }`
 */
export function libraryVersions(): Readonly<Record<string, string>> {
  const { version }: { readonly version: string } = createRequire(import.meta.url)("@dqx/api/package.json");
  return { "@dqx/api": version, node: process.versions.node };
}
