import type { RunReport } from "@dqx/api";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { githubReporter } from "../src/index.js";
import { hostileText, withTexts } from "./hostile-report.js";
import { shopReport } from "./shop-report.js";

let report: RunReport;
beforeAll(async () => {
  report = await shopReport();
});

interface Command {
  readonly name: string;
  readonly title: string;
  readonly message: string;
}

/** As the runner reads a line (actions/runner, src/Runner.Common/ActionCommand.cs). */
function readCommand(line: string): Command {
  const {
    name = "",
    title = "",
    message = "",
  } = /^::(?<name>\w+) title=(?<title>[^,:]*)::(?<message>.*)$/s.exec(line)?.groups ?? {};
  const data = (text: string) => text.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
  return { name, title: data(title.replaceAll("%3A", ":").replaceAll("%2C", ",")), message: data(message) };
}

function commandsOf(text: string): readonly Command[] {
  return text
    .trimEnd()
    .split(/\r\n|\r|\n/)
    .map(readCommand);
}

describe("the GitHub reporter", () => {
  it("annotates what failed by its severity, and says the state", () => {
    expect(commandsOf(githubReporter().render(report)).map(({ name, title }) => [name, title])).toEqual([
      ["error", "P0 FAILED: revenue / steady"],
      ["error", "P1 FAILED: customers / known"],
      ["error", "P3 ERROR: customers / misspelt"],
      ["warning", "P2 FAILED: revenue / deviation of 7 days"],
      ["warning", "shop"],
      ["notice", "shop for 2025-01-08"],
    ]);
    const [first] = commandsOf(githubReporter().render(report));
    const steady = report.assertions.find(({ name }) => name === "steady");
    const [statement] = steady?.reproducedBy ?? [];
    expect(first?.message).toBe(`${steady?.message}\nSQL of its numbers, of 'orders':\n${statement?.sql}`);
  });

  it("has at most ten of a level, the last of which names all others", () => {
    const failed = report.assertions.find(({ name }) => name === "steady");
    if (failed === undefined) throw new Error("The report has no failure.");
    const assertions = Array.from({ length: 14 }, (_, index) => ({ ...failed, name: `a${index}` }));
    const errors = commandsOf(githubReporter().render({ ...report, assertions })).filter(
      ({ name }) => name === "error",
    );
    expect(errors).toHaveLength(10);
    expect(errors[9]?.title).toBe("5 more of this kind");
    expect(errors[9]?.message.split("\n")).toHaveLength(5);
    expect(errors[9]?.message).toContain("revenue / a13");
  });

  it("gives no command that a text of the data made", () => {
    const plain = commandsOf(githubReporter().render(report)).map(({ name }) => name);
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const text = githubReporter().render(withTexts(report, (each) => `${hostile}${each}`));
        expect(commandsOf(text).map(({ name }) => name)).toEqual(plain);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: a log obeys them
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
    );
  });
});
