import { type Suggestions, suggestedYaml } from "@dqx/profile";

/** A dataset that a configuration is written for. */
export interface WrittenDataset {
  readonly name: string;
  readonly uri: string;
  readonly dateColumn: string | undefined;
}

/**
 * Writes a configuration in YAML: one dataset, and the checks that were suggested of it.
 *
 * @param dataset - where it is
 * @param suggestions - of its checks
 */
export function configText({ name, uri, dateColumn }: WrittenDataset, suggestions: Suggestions): string {
  const { learntFrom, triedOn, heldOut } = suggestions;
  const tried =
    triedOn === null ? [] : [`# Tried on ${triedOn}: ${heldOut.held} of ${heldOut.tried} verdicts held.`];
  return [
    "# yaml-language-server: $schema=./node_modules/@dqx/cli/dqx.schema.json",
    `# Learnt from ${learntFrom}, with room around what was seen.`,
    ...tried,
    `suite: ${JSON.stringify(name)}`,
    "store: sqlite:dqx.db",
    "sources:",
    `  ${JSON.stringify(name)}:`,
    `    uri: ${JSON.stringify(uri)}`,
    ...(dateColumn === undefined ? [] : [`    dateColumn: ${JSON.stringify(dateColumn)}`]),
    suggestedYaml(suggestions),
  ].join("\n");
}

/** The URI of a server as it may be kept in a file. */
export function withoutPassword(uri: string): string {
  if (!/^[a-z][a-z+.-]+:\/\//i.test(uri) || !URL.canParse(uri)) return uri;
  const url = new URL(uri);
  if (url.password === "") return uri;
  url.password = "";
  return url.href;
}

/** What was suggested, in sentences. */
export function suggestionLines({ learntFrom, triedOn, heldOut, leftOut }: Suggestions): readonly string[] {
  return [
    `Learnt from ${learntFrom}.`,
    ...(triedOn === null ? [] : [`Tried on ${triedOn}: ${heldOut.held} of ${heldOut.tried} verdicts held.`]),
    ...(leftOut.length === 0
      ? []
      : [`Left out, since it did not hold there: ${leftOut.map(({ formula }) => formula).join("; ")}.`]),
  ];
}
