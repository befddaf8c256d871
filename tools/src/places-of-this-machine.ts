/** The first labels of the hosts that packages are fetched from. */
const registries = ["registry", "npm", "nexus", "artifactory", "verdaccio", "mirror", "mirrors", "proxy"];

/** Folders that only one person's machine has. */
const folders = ["home", "Users", "root", "work", "workspace", "builds"];

const host = new RegExp(`https?:/{2}(?:${registries.join("|")})\\.[\\w.:-]+`, "g");
const path = new RegExp(`(?<![\\w./:@-])/(?:${folders.join("|")})/[\\w.-]+`, "g");
const windowsPath = /\b[A-Z]:\\Users\\\w+/g;

/**
 * Finds what a text says that is true on one machine only.
 *
 * @param text the content of a file
 * @returns the addresses of package registries and the absolute paths in it
 */
export function placesOfThisMachine(text: string): readonly string[] {
  return [host, path, windowsPath].flatMap((pattern) => text.match(pattern) ?? []);
}
