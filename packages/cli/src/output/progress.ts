import type { CliContext } from "../cli-context.js";

/** A line on the terminal that says what is going on; nothing in a pipe. */
export class Progress implements Disposable {
  readonly #context: CliContext;
  readonly #title: string;
  readonly #isShown: boolean;

  /**
   * @param context - where to write
   * @param title - what is going on
   * @param quiet - whether to say nothing
   */
  constructor(context: CliContext, title: string, quiet: boolean) {
    this.#context = context;
    this.#title = title;
    this.#isShown = !quiet && context.process.stderr.isTTY === true;
    this.say("planning");
  }

  /** Says how far it is. */
  say(step: string): void {
    if (this.#isShown) this.#context.process.stderr.write(`\r\u001b[2K${this.#title}: ${step}…`);
  }

  /** Clears the line, so that what follows begins at its beginning. */
  end(): void {
    if (this.#isShown) this.#context.process.stderr.write("\r\u001b[2K");
  }

  [Symbol.dispose](): void {
    this.end();
  }
}
