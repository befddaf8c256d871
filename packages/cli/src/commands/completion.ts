import { buildCommand } from "@stricli/core";
import type { Shell } from "../actions/completion.js";
import type { CliContext } from "../cli-context.js";

const shells: readonly Shell[] = ["bash", "zsh", "fish"];

/** `dqx completion`. */
export const completionCommand = buildCommand<Record<never, never>, [Shell], CliContext>({
  loader: async () => (await import("../actions/completion.js")).completion,
  parameters: {
    positional: {
      kind: "tuple",
      parameters: [
        {
          parse: (input) => {
            const shell = shells.find((each) => each === input);
            if (shell === undefined) throw new SyntaxError(`${input} is none of ${shells.join(", ")}`);
            return shell;
          },
          brief: "bash, zsh or fish",
          placeholder: "SHELL",
        },
      ],
    },
  },
  docs: {
    brief: "Print a script that completes commands and flags in a shell",
    customUsage: [{ input: "bash", brief: "for example: dqx completion bash >> ~/.bashrc" }],
  },
});
