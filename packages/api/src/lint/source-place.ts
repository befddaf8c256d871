import type { SourcePlace } from "./lint-finding.js";

/** The folder that holds this package's own code, built or bundled. */
const OWN = new URL("../", import.meta.url).pathname;

const FRAME = /^\s+at .*?\(?((?:file:\/\/)?[^()\s]*[^()\s:]):(\d+):(\d+)\)?$/;

/**
 * The first place in a stack that is not of this package: that of who called it.
 *
 * @param stack - of an error, as V8 writes it
 * @returns `null` when there is none, or the runtime writes stacks in another way
 */
export function callerIn(stack: string | undefined): SourcePlace | null {
  for (const frame of (stack ?? "").split("\n")) {
    const [, file, line, column] = FRAME.exec(frame) ?? [];
    if (file === undefined || file.startsWith("node:") || isOwn(file)) continue;
    return { file, line: Number(line), column: Number(column) };
  }
  return null;
}

function isOwn(file: string): boolean {
  return decodeURI(file.replace(/^file:\/\//, "")).startsWith(decodeURI(OWN));
}
