/** How messages and progress are written: as text for people, or as a line of JSON each for programs. */
export type LogFormat = "text" | "json";

/**
 * The format that a command line asks for; the parser of flags has not seen it yet when its own errors are written.
 *
 * @param inputs - the arguments
 */
export function logFormatOf(inputs: readonly string[]): LogFormat {
  const isJson = inputs.some(
    (input, index) =>
      input === "--log-format=json" || (input === "--log-format" && inputs[index + 1] === "json"),
  );
  return isJson ? "json" : "text";
}

/**
 * A line of a log in JSON.
 *
 * @param level - how much it matters
 * @param event - what happened
 * @param facts - about it
 */
export function logged(
  level: "info" | "error",
  event: "progress" | "finished" | "error",
  facts: Readonly<Record<string, unknown>>,
): string {
  return `${JSON.stringify({ time: new Date().toISOString(), level, event, ...facts })}\n`;
}
