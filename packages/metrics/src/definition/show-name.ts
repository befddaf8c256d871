import { escapeControls } from "@dqx/common";

const PLAIN = /^[\p{L}\p{N}_.$-]+$/u;

/**
 * Shows a column's or parameter's name in a metric's name: as it is when plain, in quotes otherwise.
 *
 * @param name - any text
 */
export function showName(name: string): string {
  return PLAIN.test(name) ? name : escapeControls(JSON.stringify(name));
}
