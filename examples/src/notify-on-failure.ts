import type { RunReport, SuitePlugin } from "@dqx/api";

/** Sends a message; the signal ends it when the run is aborted or the plugin's time is over. */
export type Send = (message: string, signal: AbortSignal) => Promise<void>;

/**
 * A plugin of one's own: sends one message about each run that is no success.
 *
 * @param send - for example a POST to the webhook of a chat
 */
export function notifyOnFailure(send: Send): SuitePlugin {
  return {
    name: "notify-on-failure",
    async finished(report, { signal }) {
      if (report.status !== "PASSED") await send(messageOf(report), signal);
    },
  };
}

function messageOf({ suite, execution, status, assertions }: RunReport): string {
  const wrong = assertions.filter(
    (assertion) => assertion.status === "FAILED" || assertion.status === "ERROR",
  );
  const lines = wrong.map(({ check, severity, message }) => `${severity} ${check}: ${message}`);
  return [`${suite} for ${execution.key.date} is ${status}`, ...lines].join("\n");
}
