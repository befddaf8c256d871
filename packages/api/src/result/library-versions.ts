import { createRequire } from "node:module";

/**
 * The versions of what runs.
 *
 * @returns by name, for example `{ "@dqx/api": "0.1.0", node: "20.20.2" }`
 */
export function libraryVersions(): Readonly<Record<string, string>> {
  const { version }: { readonly version: string } = createRequire(import.meta.url)("@dqx/api/package.json");
  // The global object: importing `node:process` reads all of its properties, which opens the standard streams.
  return { "@dqx/api": version, node: process.versions.node };
}
