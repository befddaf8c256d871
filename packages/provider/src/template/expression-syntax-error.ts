import { DQXError, type DQXErrorOptions } from "@dqx/common";

/** A template that is no expression; the message shows it, around the place if it is long, and says where it goes wrong and what to write. */
export class ExpressionSyntaxError extends DQXError {
  readonly _tag = "ExpressionSyntaxError";
  /** The template, its holes as `${…}` with what they hold. */
  readonly source: string;
  /** Where it goes wrong: a character of `source`, the first being 1. */
  readonly position: number;

  /**
   * @param problem - what is wrong
   * @param source - the template, its holes as `${…}` with what they hold
   * @param position - a character of `source`, the first being 1
   * @param remedy - what to write, as a sentence
   * @param options - the cause, when there is one
   */
  constructor(problem: string, source: string, position: number, remedy: string, options?: DQXErrorOptions) {
    super(`${problem} at character ${position} of \`${excerpt(source, position)}\`. ${remedy}`, options);
    this.source = source;
    this.position = position;
  }
}

/** How much of a template is shown before and behind the place. */
const SHOWN = 100;

function excerpt(source: string, position: number): string {
  if (source.length <= 4 * SHOWN) return source;
  const [start, end] = [Math.max(0, position - 1 - SHOWN), Math.min(source.length, position - 1 + SHOWN)];
  return `${start > 0 ? "…" : ""}${source.slice(start, end)}${end < source.length ? "…" : ""}`;
}
