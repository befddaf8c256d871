/** The environment of a command that a user gives in a shell: without what a test run says to its own processes. */
export function outsideEnvironment(): NodeJS.ProcessEnv {
  const ofThisRun = /^(VITEST|TEST$|NODE_ENV$|NODE_V8_|TURBO_|DQX_|INIT_CWD$|npm_(?!config_registry))/;
  const inherited = Object.entries(process.env).filter(([name]) => !ofThisRun.test(name));
  return { ...Object.fromEntries(inherited), NO_COLOR: "1" };
}
