import { existsSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { InvalidArgumentError } from "@dqx/common";
import type { DqxConfig } from "../config/config.js";
import type { Position } from "../config/config-error.js";
import type { Environment } from "../yaml/environment-variables.js";

/** A configuration, and the folder that its relative paths start at. */
export interface LoadedConfig {
  /** As it was named. */
  readonly file: string;
  readonly folder: string;
  readonly config: DqxConfig;
  /** Where each assertion of YAML is written, by check and name as a JSON list; absent for modules. */
  readonly places?: ReadonlyMap<string, Position>;
}

/** The files that are looked for, in this order. */
export const configFiles = [
  "dqx.config.ts",
  "dqx.config.mts",
  "dqx.config.js",
  "dqx.config.mjs",
  "dqx.yaml",
  "dqx.yml",
] as const;

/**
 * Loads a configuration.
 *
 * @param given - the file, or nothing to look for one of {@link configFiles} in the folder
 * @param folder - the working directory
 * @param environment - the variables that it may name
 * @throws `InvalidArgumentError` when there is no such file, `ConfigError` when it cannot be used
 */
export async function loadConfig(
  given: string | undefined,
  folder: string,
  environment: Environment,
): Promise<LoadedConfig> {
  const file = given ?? configFiles.find((name) => existsSync(resolve(folder, name)));
  if (file === undefined) {
    throw new InvalidArgumentError(
      `There is no configuration in ${folder}. Make one with \`dqx init\`, or name a file.`,
    );
  }
  const path = resolve(folder, file);
  if (!existsSync(path)) {
    throw new InvalidArgumentError(`There is no file ${file}. Check the path; it starts at ${folder}.`);
  }
  return { file, folder: dirname(path), ...(await read(file, path, environment)) };
}

async function read(
  file: string,
  path: string,
  environment: Environment,
): Promise<Pick<LoadedConfig, "config" | "places">> {
  switch (extname(path)) {
    case ".yaml":
    case ".yml":
      return (await import("../yaml/yaml-config.js")).readYamlConfig(file, path, environment);
    case ".ts":
    case ".mts":
    case ".js":
    case ".mjs":
      return { config: await (await import("./module-config.js")).readModuleConfig(file, path) };
    default: // foreign: a user names any file
      throw new InvalidArgumentError(
        `${file} is no configuration: its name ends in none of .yaml, .yml, .ts, .mts, .js and .mjs.`,
      );
  }
}
