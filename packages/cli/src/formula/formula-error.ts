import { DQXError } from "@dqx/common";

/** A formula that cannot be read: what is wrong, and how many characters into it. */
export class FormulaError extends DQXError {
  readonly _tag = "FormulaError";
  /** How many characters into the formula. */
  readonly offset: number;

  /**
   * @param offset - how many characters into the formula
   * @param message - what is wrong and what to write
   * @param cause - the error that led to it
   */
  constructor(offset: number, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.offset = offset;
  }
}
