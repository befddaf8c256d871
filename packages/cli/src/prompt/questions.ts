import { Writable } from "node:stream";
import type { CliContext } from "../cli-context.js";
import { CancelledError } from "./cancelled-error.js";

/** A question whose answer is a text. */
interface TextQuestion {
  readonly message: string;
  /** What an empty answer means; without it one has to be given. */
  readonly otherwise?: string;
  /** What an answer looks like. */
  readonly example?: string;
  /** Says what is wrong with an answer; nothing when it will do. */
  readonly complaint?: (answer: string) => string | undefined;
}

/** Asks whoever sits at the terminal. Each question throws a {@link CancelledError} when it is left unanswered. */
export interface Questions {
  text(question: TextQuestion): Promise<string>;
  /** Gives back one of the choices. */
  choice(message: string, choices: readonly string[]): Promise<string>;
}

/**
 * Whom to ask.
 *
 * @param context - the terminal
 * @returns nothing in a pipe, where nobody would answer
 */
export async function questionsFor({ process, signal }: CliContext): Promise<Questions | undefined> {
  const { stdin: input, stdout: output } = process;
  const { columns } = output;
  if (input?.isTTY !== true || output.isTTY !== true || !(output instanceof Writable)) return undefined;
  // Loaded where somebody is asked: it takes as long to load as the rest of the command.
  const { select, text } = await import("@clack/prompts");
  const streams = { input, output: columns === 0 ? ofUsualWidth(output) : output, signal };
  const answered = (answer: string | symbol): string => {
    if (typeof answer === "string") return answer;
    throw signal.aborted ? signal.reason : new CancelledError();
  };
  return {
    async text({ message, otherwise, example, complaint }) {
      const placeholder = otherwise ?? example;
      const answer = await text({
        ...streams,
        message,
        ...(placeholder !== undefined && { placeholder }),
        ...(otherwise !== undefined && { defaultValue: otherwise }),
        validate: (given) => {
          const meant = given?.trim() || otherwise;
          return meant === undefined ? "Give an answer, or leave by Ctrl-C." : complaint?.(meant);
        },
      });
      return answered(answer).trim() || (otherwise ?? "");
    },
    async choice(message, choices) {
      return answered(
        await select({
          ...streams,
          message,
          options: choices.map((each) => ({ value: each, label: each })),
        }),
      );
    },
  };
}

/** A terminal may say that it has no columns, as `script` and containers do: each character would be a line. */
function ofUsualWidth(output: Writable): Writable {
  return new Writable({
    write: (chunk, _, done) => {
      output.write(chunk);
      done();
    },
  });
}
