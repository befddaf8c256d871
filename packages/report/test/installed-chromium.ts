import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];

/**
 * The browser of this machine that DQX_CHROMIUM names, or that is on the path; no test fetches one.
 *
 * @returns its path; nothing when there is none
 */
export function installedChromium(): string | undefined {
  if (process.env.DQX_CHROMIUM !== undefined) return process.env.DQX_CHROMIUM;
  return (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
