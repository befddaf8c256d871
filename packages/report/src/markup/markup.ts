import { escapeControls } from "@dqx/common";

/** HTML that is known to be well formed: only {@link element} and {@link fragment} make it. */
export class Markup {
  /** The HTML text. */
  readonly source: string;

  /** @param source - well-formed HTML */
  constructor(source: string) {
    this.source = source;
  }
}

/** What may stand in an element. Texts are shown as they are; nothing in them is markup. */
export type Content = Markup | string | number | readonly Content[] | undefined;

/** Values of attributes: `true` for one without a value, `undefined` for none. */
export type Attributes = Readonly<Record<string, string | number | true | undefined>>;

/** Elements that have no content and no end tag (and those of SVG that are closed here by `/`). */
const VOID = new Set(["meta", "br", "hr"]);

/**
 * Makes an element.
 *
 * @param name - of the element; a literal, never from data
 * @param attributes - by name, which is a literal; values may come from data
 * @param content - what stands in it
 */
export function element(name: string, attributes: Attributes, ...content: readonly Content[]): Markup {
  const given = Object.entries(attributes).map(([key, value]) => {
    if (value === undefined) return "";
    return value === true ? ` ${key}` : ` ${key}="${escapeHtml(String(value))}"`;
  });
  const open = `<${name}${given.join("")}>`;
  return new Markup(VOID.has(name) ? open : `${open}${fragment(...content).source}</${name}>`);
}

/**
 * Puts contents behind one another.
 *
 * @param content - what stands in it
 */
export function fragment(...content: readonly Content[]): Markup {
  return new Markup(content.map(sourceOf).join(""));
}

function sourceOf(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.source;
  if (typeof content === "object") return content.map(sourceOf).join("");
  return escapeHtml(String(content));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  const shown = escapeControls(text.toWellFormed()).replaceAll(/\p{Noncharacter_Code_Point}/gu, "\ufffd");
  return shown.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
