import { completionCommand } from "./completion.js";
import { diffCommand } from "./diff.js";
import { doctorCommand } from "./doctor.js";
import { executionsCommand } from "./executions.js";
import { gcCommand } from "./gc.js";
import { historyCommand } from "./history.js";
import { initCommand } from "./init.js";
import { lintCommand } from "./lint.js";
import { planCommand } from "./plan.js";
import { profileCommand } from "./profile.js";
import { reportCommand } from "./report.js";
import { runCommand } from "./run.js";
import { showCommand } from "./show.js";
import { suggestCommand } from "./suggest.js";
import { typesCommand } from "./types.js";
import { watchCommand } from "./watch.js";

/** The commands by name. Only their flags are loaded here; what they do is loaded when one runs. */
export const commands = {
  init: initCommand,
  run: runCommand,
  plan: planCommand,
  lint: lintCommand,
  profile: profileCommand,
  suggest: suggestCommand,
  types: typesCommand,
  watch: watchCommand,
  executions: executionsCommand,
  show: showCommand,
  report: reportCommand,
  diff: diffCommand,
  history: historyCommand,
  gc: gcCommand,
  doctor: doctorCommand,
  completion: completionCommand,
} as const;
