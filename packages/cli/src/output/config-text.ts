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

/** A URI as it may be kept in a file, and where its password is taken from instead. */
export interface KeptUri {
  readonly uri: string;
  /** The variable that has to be set; nothing when the URI holds no password. */
  readonly variable: string | undefined;
}

/**
 * Takes the password out of the URI of a server.
 *
 * @param uri - of any source
 */
export function withoutPassword(uri: string): KeptUri {
  const [, scheme = "", user = ""] = /^([a-z][a-z+.-]+):\/\/([^:@/?#]*):[^@/?#]+@/i.exec(uri) ?? [];
  if (scheme === "") return { uri, variable: undefined };
  // PostgreSQL's own variable is read without being named.
  if (/^postgres/i.test(scheme)) {
    return { uri: withUser(uri, user), variable: "PGPASSWORD" };
  }
  const variable = `${scheme.toUpperCase().replace(/S$/, "")}_PASSWORD`;
  return { uri: withUser(uri, `${user}:\${${variable}}`), variable };
}

function withUser(uri: string, user: string): string {
  return uri.replace(/\/\/[^@/?#]*@/, () => `//${user}@`);
}

/** What to know of a password that was taken out of a URI, in a sentence. */
export function passwordLine({ variable }: KeptUri): readonly string[] {
  return variable === undefined ? [] : [`The password is not written: set ${variable}.`];
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
