/** The environment's variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Puts environment variables in place of `${NAME}`. `$${NAME}` stands for the text `${NAME}` itself.
 *
 * @param text - what was written
 * @param environment - the variables
 * @returns the text, or the name of the first variable that is not set
 */
export function withVariables(
  text: string,
  environment: Environment,
): { readonly text: string } | { readonly missing: string } {
  let missing: string | undefined;
  const whole = text.replaceAll(/\$(\$?)\{([A-Za-z_]\w*)\}/g, (written, dollar: string, name: string) => {
    if (dollar !== "") return written.slice(1);
    const value = environment[name];
    if (value === undefined) missing ??= name;
    return value ?? "";
  });
  return missing === undefined ? { text: whole } : { missing };
}
