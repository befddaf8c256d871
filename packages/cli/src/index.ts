export { type DqxConfig, defineConfig, type SourceConfig } from "./config/config.js";
export { ConfigError, type Position } from "./config/config-error.js";
