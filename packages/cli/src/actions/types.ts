import { resolve } from "node:path";
import type { CliContext } from "../cli-context.js";
import { writeText } from "../output/write-text.js";
import type { MessageFlags } from "../project/shared-flags.js";
import { type OpenDataset, openDataset } from "../source/open-dataset.js";

/** The flags of `dqx types`. */
export interface TypesFlags extends MessageFlags {
  readonly name?: string;
  readonly json: boolean;
  readonly to?: string;
}

/** Declares the columns of a dataset. */
export async function types(this: CliContext, flags: TypesFlags, uri: string): Promise<void> {
  const dataset = await openDataset(this, uri, flags);
  await dataset.source.close();
  const written = flags.json ? baselineOf(dataset) : declarationOf(dataset);
  const { stdout } = this.process;
  if (flags.to === undefined) {
    stdout.write(written);
    return;
  }
  writeText("The declaration", resolve(this.folder, flags.to), written);
  stdout.write(`Wrote ${flags.to}: ${dataset.columns.length} columns of '${dataset.name}'.\n`);
}

function baselineOf({ name, source, columns }: OpenDataset): string {
  const baseline = {
    format: "dqx.schema",
    version: 1,
    dataset: name,
    columns: columns.map((column) => ({
      name: column.name,
      kind: source.dialect.columnType(column.type).kind,
      ...(column.nullable !== undefined && { nullable: column.nullable }),
    })),
  };
  return `${JSON.stringify(baseline, undefined, 2)}\n`;
}

function declarationOf({ name, source, columns }: OpenDataset): string {
  const lines = columns.map(
    (column) => `  ${propertyOf(column.name)}: "${source.dialect.columnType(column.type).kind}",`,
  );
  return `import { defineDataset } from "@dqx/api";

/** The columns of dataset ${commentOf(name)}. Written by dqx types. */
export const ${variableOf(name)} = defineDataset(${JSON.stringify(name)}, {
${lines.join("\n")}
});
`;
}

const WORD = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

// As an object's own field: the key __proto__ would be the object's prototype.
function propertyOf(column: string): string {
  if (column === "__proto__") return `["__proto__"]`;
  return WORD.test(column) ? column : JSON.stringify(column);
}

/** The words that no variable may be called. */
const RESERVED = new Set(
  "arguments await break case catch class const continue debugger default defineDataset delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield".split(
    " ",
  ),
);

// `salesOrders` of `sales-orders`.
function variableOf(name: string): string {
  const words = name.match(/[\p{ID_Continue}$]+/gu) ?? [];
  const joined = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
  return WORD.test(joined) && !RESERVED.has(joined) ? joined : `dataset${joined}`;
}

// A name may end a comment.
function commentOf(name: string): string {
  return JSON.stringify(name).replaceAll("*/", "*\\/");
}
