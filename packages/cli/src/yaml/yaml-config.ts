import { readFileSync } from "node:fs";
import { type Check, Context, check } from "@dqx/api";
import { ExecutionId, type TagValue } from "@dqx/common";
import { InMemoryMetricDB } from "@dqx/orm";
import { MetricProvider } from "@dqx/provider";
import { type DqxConfig, type SourceConfig, sourceKeys } from "../config/config.js";
import type { Position } from "../config/config-error.js";
import { type Environment, withVariables } from "./environment-variables.js";
import { assertFormula, readAssertion } from "./yaml-assertion.js";
import { ownershipKeys, present, readOwnership, readPolicy } from "./yaml-facts.js";
import { YamlReader, type YamlValue } from "./yaml-reader.js";
import { readRule } from "./yaml-rule.js";

/** The keys of a YAML configuration. */
export const yamlKeys = [
  "suite",
  "store",
  "tags",
  "ttlHours",
  "sources",
  "checks",
] as const satisfies readonly (keyof DqxConfig)[];

/** The keys of a check in YAML. */
export const checkKeys = ["dataset", "onEmpty", "where", ...ownershipKeys, "assertions", "rules"] as const;

/**
 * Reads a configuration from YAML.
 *
 * @param file - as it was named, for messages
 * @param path - absolute
 * @param environment - the variables that texts may name as `${NAME}`
 * @throws `ConfigError` with line and column
 */
export async function readYamlConfig(
  file: string,
  path: string,
  environment: Environment,
): Promise<{ readonly config: DqxConfig; readonly places: ReadonlyMap<string, Position> }> {
  const { root } = new YamlReader(file, readFileSync(path, "utf8"));
  if (root.isEmpty)
    throw root.error("The file is empty. Write sources and checks; `dqx init URI` makes an example.");
  const fields = root.fields("The configuration", yamlKeys);
  const text = (value: YamlValue, what: string) => expand(value, what, environment);
  const checks = readChecks(fields.get("checks"));
  const places = await validate(checks);
  const config: DqxConfig = {
    ...given("suite", fields.get("suite"), (value) => value.text("suite")),
    ...given("store", fields.get("store"), (value) => text(value, "store")),
    ...given("ttlHours", fields.get("ttlHours"), (value) => value.number("ttlHours")),
    ...given("tags", fields.get("tags"), (value) => readTags(value, environment)),
    ...given("sources", fields.get("sources"), (value) => readSources(value, text)),
    checks: checks.map(({ made }) => made),
  };
  return { config, places };
}

function given<Key extends string, Value>(
  key: Key,
  value: YamlValue | undefined,
  read: (value: YamlValue) => Value,
): { readonly [Name in Key]?: Value } {
  return present(key, value && read(value));
}

function expand(value: YamlValue, what: string, environment: Environment): string {
  const expanded = withVariables(value.text(what), environment);
  if ("text" in expanded) return expanded.text;
  throw value.error(
    `The environment variable ${expanded.missing} is not set. Set it, or write $\${${expanded.missing}} for the text itself.`,
  );
}

function readTags(value: YamlValue, environment: Environment): Readonly<Record<string, TagValue>> {
  return Object.fromEntries(
    [...value.map("tags")].map(([name, { value: tag }]) => {
      const written = tag.scalar();
      if (typeof written === "number" || typeof written === "boolean") return [name, written];
      return [name, expand(tag, `The tag ${name}`, environment)];
    }),
  );
}

function readSources(
  value: YamlValue,
  text: (value: YamlValue, what: string) => string,
): Readonly<Record<string, string | SourceConfig>> {
  return Object.fromEntries(
    [...value.map("sources")].map(([name, { value: source }]) => {
      const what = `Source '${name}'`;
      if (source.isScalar) return [name, text(source, what)];
      const fields = source.fields(what, sourceKeys);
      const uri = fields.get("uri");
      if (uri === undefined)
        throw source.error(`${what} has no uri. Write the path of its files, or duckdb:file.db#table.`);
      return [
        name,
        {
          uri: text(uri, `The uri of ${what}`),
          ...given("dateColumn", fields.get("dateColumn"), (each) => each.text(`dateColumn of ${what}`)),
          ...given("timeZone", fields.get("timeZone"), (each) => each.text(`timeZone of ${what}`)),
        },
      ];
    }),
  );
}

/** An assertion or a rule, ready to be made in any context. */
interface YamlDemand {
  readonly make: (mp: MetricProvider, ctx: Context) => void;
  readonly place: Position;
  /** Puts what an error is about into its place in the file. */
  readonly errorOf: (cause: unknown) => Error;
}

interface YamlCheck {
  readonly made: Check;
  readonly demands: readonly YamlDemand[];
}

function readChecks(value: YamlValue | undefined): readonly YamlCheck[] {
  if (value === undefined) return [];
  return [...value.map("checks")].map(([name, entry]) => readCheck(name, entry.value));
}

function readCheck(name: string, value: YamlValue): YamlCheck {
  const what = `Check '${name}'`;
  const fields = value.fields(what, checkKeys);
  const [assertions, rules] = [fields.get("assertions"), fields.get("rules")];
  if (assertions === undefined && rules === undefined)
    throw value.error(`${what} has no assertions and no rules. Write a list of them.`);
  const where = fields.get("where")?.text(`where of ${what}`);
  const dataset = fields.get("dataset")?.text(`dataset of ${what}`);
  const demands: readonly YamlDemand[] = [
    ...(assertions?.list(`assertions of ${what}`) ?? []).map((each) => {
      const assertion = readAssertion(each, where);
      return {
        make: (mp: MetricProvider, ctx: Context) => assertFormula(assertion, mp, ctx),
        place: each.position,
        errorOf: assertion.errorOf,
      };
    }),
    ...(rules?.list(`rules of ${what}`) ?? []).map((each) => {
      const { apply, errorOf } = readRule(each, where, dataset);
      return { make: (_: MetricProvider, ctx: Context) => apply(ctx), place: each.position, errorOf };
    }),
  ];
  const made = check(
    {
      name,
      ...present("datasets", dataset === undefined ? undefined : [dataset]),
      ...present("onEmpty", readPolicy(fields.get("onEmpty"))),
      ...readOwnership(fields),
    },
    (mp, ctx) => {
      for (const { make } of demands) make(mp, ctx);
    },
  );
  return { made, demands };
}

// Here the place of what is wrong is known; the suite calls the same bodies again.
async function validate(checks: readonly YamlCheck[]): Promise<ReadonlyMap<string, Position>> {
  const places = new Map<string, Position>();
  await using db = await InMemoryMetricDB.open();
  for (const { made, demands } of checks) {
    const provider = new MetricProvider(db, ExecutionId("validation"));
    let position: Position | undefined;
    const context = new Context(made, provider, undefined, ({ name }) => {
      if (position !== undefined) places.set(JSON.stringify([made.name, name]), position);
    });
    for (const { make, place, errorOf } of demands) {
      position = place;
      try {
        make(provider, context);
      } catch (cause) {
        throw errorOf(cause);
      }
    }
  }
  return places;
}
