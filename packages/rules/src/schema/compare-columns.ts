import type { SchemaChange, SchemaColumn } from "@dqx/metrics";
import type { BaselineColumn } from "./schema-baseline.js";

/**
 * What has changed of columns. What breaks who reads by name is breaking: a column that is gone, has another type, or
 * may hold nulls and could not. A column that came or moved, or holds no nulls any more, is additive.
 *
 * @param baseline - the columns as they should be, in their order
 * @param columns - the columns as they are, in theirs
 * @param isOrdered - whether their order matters
 */
export function compareColumns(
  baseline: readonly BaselineColumn[],
  columns: readonly SchemaColumn[],
  isOrdered: boolean,
): readonly SchemaChange[] {
  const found = baseline.map((column) => ({ was: column, is: columnNamed(columns, column.name) }));
  const known = new Set(found.map(({ is }) => is));
  return [
    ...found.flatMap(({ was, is }) => (is === undefined ? [removed(was)] : changesOf(was, is))),
    ...columns.filter((column) => !known.has(column)).map(added),
    ...(isOrdered
      ? moved(
          found.flatMap(({ is }) => is ?? []),
          columns,
        )
      : []),
  ];
}

// The very name, or the only one that differs from it by case alone.
function columnNamed(columns: readonly SchemaColumn[], name: string): SchemaColumn | undefined {
  const folded = columns.filter((column) => column.name.toLowerCase() === name.toLowerCase());
  return columns.find((column) => column.name === name) ?? (folded.length === 1 ? folded[0] : undefined);
}

function removed({ name, kind }: BaselineColumn): SchemaChange {
  return { column: name, change: "removed", effect: "breaking", was: kind, is: null };
}

function added({ name, kind }: SchemaColumn): SchemaChange {
  return { column: name, change: "added", effect: "additive", was: null, is: kind };
}

function changesOf(was: BaselineColumn, is: SchemaColumn): readonly SchemaChange[] {
  const changes: SchemaChange[] = [];
  const column = is.name;
  if (was.kind !== is.kind) {
    changes.push({
      column,
      change: "retyped",
      effect: "breaking",
      was: was.kind,
      is: `${is.kind} (${is.type})`,
    });
  }
  // What an engine does not say has not changed.
  if (was.nullable !== undefined && is.nullable !== undefined && was.nullable !== is.nullable) {
    const [before, after] = [was, is].map(({ nullable }) => (nullable ? "nullable" : "not null"));
    const effect = is.nullable ? "breaking" : "additive";
    changes.push({ column, change: "nullability", effect, was: before ?? null, is: after ?? null });
  }
  return changes;
}

// As few columns as can have moved: all but those of a longest run that kept its order.
function moved(expected: readonly SchemaColumn[], columns: readonly SchemaColumn[]): readonly SchemaChange[] {
  const common = columns.filter((column) => expected.includes(column));
  const places = expected.map((column) => common.indexOf(column));
  const kept = new Set(longestIncreasing(places));
  return expected.flatMap(({ name }, before) => {
    const after = places[before] ?? before;
    if (kept.has(after)) return [];
    const [was, is] = [String(before + 1), String(after + 1)];
    return [{ column: name, change: "reordered", effect: "additive", was, is } as const];
  });
}

function longestIncreasing(numbers: readonly number[]): readonly number[] {
  const best: (readonly number[])[] = [];
  for (const number of numbers) {
    const before = best.filter((run) => (run.at(-1) ?? -1) < number);
    const longest = before.reduce<readonly number[]>((a, b) => (b.length > a.length ? b : a), []);
    best.push([...longest, number]);
  }
  return best.reduce<readonly number[]>((a, b) => (b.length > a.length ? b : a), []);
}
