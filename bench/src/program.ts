import { readFileSync } from "node:fs";
import process from "node:process";

/** What a program of `src/programs/` says when it has ended. */
export interface ProgramReport {
  /** What it came to, by name. */
  readonly numbers: Readonly<Record<string, number>>;
  /** The most memory that it had at once, in MiB. */
  readonly peak: number;
  /** The processor's time that all of its threads took, in milliseconds. */
  readonly processor: number;
}

/**
 * Prints what a program came to. To be called last.
 *
 * @param numbers - by name
 */
export function printReport(numbers: ReadonlyMap<string, number>): void {
  const { user, system } = process.cpuUsage();
  const report: ProgramReport = {
    numbers: Object.fromEntries(numbers),
    peak: peakMemory(),
    processor: (user + system) / 1000,
  };
  console.log(JSON.stringify(report));
}

// On Linux the peak that resourceUsage() tells begins with that of the process that started this one.
function peakMemory(): number {
  try {
    const kibibytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    if (kibibytes !== undefined) return Number(kibibytes) / 1024;
  } catch {
    // No Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}
