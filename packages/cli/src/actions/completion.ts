import type { CliContext, CommandSummary } from "../cli-context.js";

/** A shell that completion is written for. */
export type Shell = "bash" | "zsh" | "fish";

/** Prints a script for a shell. */
export function completion(this: CliContext, _: unknown, shell: Shell): void {
  this.process.stdout.write(SCRIPTS[shell](this.commands()));
}

const SCRIPTS: Readonly<Record<Shell, (commands: readonly CommandSummary[]) => string>> = {
  bash: bashScript,
  // zsh runs completions that were written for bash.
  zsh: (commands) => `autoload -U +X bashcompinit && bashcompinit\n${bashScript(commands)}`,
  fish: fishScript,
};

function bashScript(commands: readonly CommandSummary[]): string {
  const cases = commands.map(({ name, flags }) => {
    const words = [...flags.map((flag) => `--${flag.name}`), "--help"].join(" ");
    return `    ${name}) COMPREPLY=($(compgen -f -W "${words}" -- "$word")) ;;`;
  });
  const names = commands.map(({ name }) => name);
  return [
    "_dqx() {",
    "  local word=$2",
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${names.join(" ")} --help --version" -- "$word"))`,
    "    return",
    "  fi",
    "  set -- $COMP_LINE",
    '  case "$2" in',
    ...cases,
    "  esac",
    "}",
    "complete -F _dqx dqx",
    "",
  ].join("\n");
}

function fishScript(commands: readonly CommandSummary[]): string {
  const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const lines = commands.flatMap(({ name, brief, flags }) => [
    `complete -c dqx -n __fish_use_subcommand -a ${name} -d ${quoted(brief)}`,
    ...flags.map(
      (flag) =>
        `complete -c dqx -n '__fish_seen_subcommand_from ${name}' -l ${flag.name} -d ${quoted(flag.brief)}`,
    ),
  ]);
  return `${lines.join("\n")}\n`;
}
