import type { AssertionSelector, Check, SelectableAssertion } from "@dqx/api";
import { InvalidArgumentError } from "@dqx/common";

/** What assertions are selected by, as it is written before a colon. */
const KINDS = {
  check: ({ check }) => [check],
  tag: ({ tags }) => tags,
  severity: ({ severity }) => [severity],
  dataset: ({ datasets }) => datasets,
} as const satisfies Readonly<Record<string, (assertion: SelectableAssertion) => readonly string[]>>;

type Kind = keyof typeof KINDS;

/** `tag:money`: what it is about, and what that has to be. */
interface Selection {
  readonly kind: Kind;
  readonly pattern: string;
  readonly matches: (text: string) => boolean;
}

/** The part of a configuration's checks that `--select` means. */
export interface Selected {
  readonly checks: readonly Check[];
  /** What of them is left to the suite, which knows tags, severities and datasets. */
  readonly select: AssertionSelector | undefined;
}

/**
 * Reads `--select`. Of one kind, each may hold; of several kinds, each has to.
 *
 * @param file - the configuration, for messages
 * @param checks - all of its checks
 * @param given - `volume`, `check:vol*`, `tag:money`, `severity:P0`, `dataset:orders`; `*` stands for any text
 * @throws `InvalidArgumentError` when one of them matches nothing, naming what there is
 */
export function readSelection(
  file: string,
  checks: readonly Check[],
  given: readonly string[] = [],
): Selected {
  const selections = given.map(readOne);
  const names = selections.filter(({ kind }) => kind === "check");
  const others = selections.filter(({ kind }) => kind !== "check");
  for (const selection of names) {
    requireMatch(
      selection,
      checks.map(({ name }) => name),
      file,
    );
  }
  return {
    checks:
      names.length === 0 ? checks : checks.filter(({ name }) => names.some((each) => each.matches(name))),
    select: others.length === 0 ? undefined : (all) => selectAmong(file, all, others),
  };
}

function readOne(text: string): Selection {
  const [, kind, rest] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  return kind !== undefined && rest !== undefined && isKind(kind)
    ? selection(kind, rest)
    : selection("check", text);
}

function isKind(text: string): text is Kind {
  return Object.hasOwn(KINDS, text);
}

function selection(kind: Kind, pattern: string): Selection {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`, "s");
  return { kind, pattern, matches: (text) => expression.test(text) };
}

function selectAmong(
  file: string,
  all: readonly SelectableAssertion[],
  selections: readonly Selection[],
): readonly SelectableAssertion[] {
  for (const each of selections) requireMatch(each, all.flatMap(KINDS[each.kind]), file);
  const kinds = new Set(selections.map(({ kind }) => kind));
  const selected = all.filter((assertion) =>
    [...kinds].every((kind) =>
      KINDS[kind](assertion).some((text) =>
        selections.some((each) => each.kind === kind && each.matches(text)),
      ),
    ),
  );
  if (selected.length > 0) return selected;
  const shown = selections.map(({ kind, pattern }) => `${kind}:${pattern}`).join(" and ");
  throw new InvalidArgumentError(`--select: no assertion of ${file} has ${shown} at once.`);
}

function requireMatch({ kind, pattern, matches }: Selection, there: readonly string[], file: string): void {
  if (there.some(matches)) return;
  const names = [...new Set(there)];
  const shown = kind === "check" ? pattern : `${kind}:${pattern}`;
  throw new InvalidArgumentError(
    `--select ${shown} matches no ${kind} of ${file}. It has: ${names.length === 0 ? "none" : names.join(", ")}.`,
  );
}
