import { element, fragment, Markup } from "./markup.js";
import { PAGE_STYLE } from "./page-style.js";

/**
 * A page that loads nothing, has no script, and follows the viewer's theme; a policy in it forbids all else.
 *
 * @param title - of the window
 * @param content - what stands in the page's main part
 * @returns the text of a file
 */
export function pageFrame(title: string, ...content: readonly Markup[]): string {
  const head = element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", {
      "http-equiv": "Content-Security-Policy",
      content: "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("title", {}, title),
    element("style", {}, new Markup(PAGE_STYLE)),
  );
  const body = element("body", {}, element("main", {}, content));
  const html = element("html", { lang: "en" }, head, body);
  return fragment(new Markup("<!doctype html>\n"), html, new Markup("\n")).source;
}
