import type { DQXErrorOptions } from "@dqx/common";
import type { ExpressionNode } from "../expression/expression-node.js";
import { printExpression } from "../expression/print-expression.js";
import { ExpressionSyntaxError } from "./expression-syntax-error.js";

/** A place in a template: so many characters into one of the texts between its holes. */
export interface SourcePlace {
  readonly chunk: number;
  readonly offset: number;
}

/** What a template was written as: its texts, and what its holes hold. Put together as one text only for errors. */
export class ExpressionSource {
  readonly chunks: readonly string[];
  /** Between each two texts, one. */
  readonly holes: readonly ExpressionNode[];

  /**
   * @param chunks - the texts between the holes; one more than holes
   * @param holes - what the holes hold
   */
  constructor(chunks: readonly string[], holes: readonly ExpressionNode[]) {
    this.chunks = chunks;
    this.holes = holes;
  }

  /** The place behind the last character. */
  get end(): SourcePlace {
    return { chunk: this.chunks.length, offset: 0 };
  }

  /**
   * An error at a place.
   *
   * @param problem - what is wrong
   * @param place - where
   * @param remedy - what to write, as a sentence
   * @param options - the cause, when there is one
   */
  error(
    problem: string,
    place: SourcePlace,
    remedy: string,
    options?: DQXErrorOptions,
  ): ExpressionSyntaxError {
    const texts = this.chunks.map((chunk, index) => chunk + this.#showHole(index));
    const start = texts.slice(0, place.chunk).join("").length;
    return new ExpressionSyntaxError(problem, texts.join(""), start + place.offset + 1, remedy, options);
  }

  #showHole(index: number): string {
    const node = this.holes[index];
    return node === undefined
      ? ""
      : `\${${printExpression(node, (symbol) => symbol.displayName, MAXIMUM_HOLE)}}`;
  }
}

/** How much of what a hole holds is shown in an error. */
const MAXIMUM_HOLE = 200;
