export { type ConsoleReporterOptions, consoleReporter } from "./console/console-reporter.js";
export type { MetricHistory, SeriesPoint } from "./facts/metric-series.js";
export { githubReporter } from "./github/github-reporter.js";
export { type HtmlReporterOptions, htmlReporter } from "./html/html-reporter.js";
export { jsonReporter } from "./json-reporter.js";
export { junitReporter } from "./junit/junit-reporter.js";
export { type MarkdownReporterOptions, markdownReporter } from "./markdown/markdown-reporter.js";
export { profilePage } from "./profile/profile-page.js";
export { type ProfileTextOptions, profileText } from "./profile/profile-text.js";
