import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import axe, { type AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { htmlReporter } from "../src/index.js";
import { withTexts } from "./hostile-report.js";
import { installedChromium } from "./installed-chromium.js";
import { webshopReport } from "./webshop-report.js";

const executablePath = installedChromium();
if (executablePath === undefined) {
  process.stderr.write(
    "There is no Chromium here, so no page is looked at: install one, or name it in DQX_CHROMIUM.\n",
  );
}

/** Where the screenshots of the documents are; they are taken anew where DQX_SCREENSHOTS is set. */
const SCREENSHOTS = join(import.meta.dirname, "../../../docs/images");
const WIDTHS = { phone: 390, tablet: 820, desktop: 1280 } as const;
const HOSTILE = `"><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;

const views = Object.entries(WIDTHS).flatMap(([device, width]) =>
  (["light", "dark"] as const).map((theme) => ({ device, width, theme })),
);

describe.skipIf(executablePath === undefined)("the page in Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "dqx-page-"));
  const [shop, hostile] = ["shop.html", "hostile.html"].map((name) => join(folder, name));
  let browser: Browser;

  beforeAll(async () => {
    const { report, history } = await webshopReport();
    const earlier = { ...report, assertions: report.assertions.map((each) => ({ ...each, value: 1 })) };
    writeFileSync(shop ?? "", htmlReporter({ history, comparedWith: earlier }).render(report));
    writeFileSync(hostile ?? "", htmlReporter({ history }).render(withTexts(report, () => HOSTILE)));
    browser = await chromium.launch({
      ...(executablePath !== undefined && { executablePath }),
      args: ["--no-sandbox", "--disable-gpu"],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page, and notes all that it does beside being shown. */
  async function open(file: string | undefined, width: number, theme: "light" | "dark") {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme });
    const page = await context.newPage();
    const noted: string[] = [];
    page.on("console", (message) => noted.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => noted.push(`error: ${error.message}`));
    page.on("request", (request) => noted.push(`request: ${request.url()}`));
    const url = pathToFileURL(file ?? "").href;
    await page.goto(url);
    return {
      page,
      close: () => context.close(),
      others: () => noted.filter((each) => each !== `request: ${url}`),
    };
  }

  it.each(views)(
    "is readable at $width px, $theme: no request, nothing serious for axe",
    async (view) => {
      const { page, close, others } = await open(shop, view.width, view.theme);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await page.locator("h1").isVisible()).toBe(true);
      // What is folded up is looked at, too.
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      expect(await seriousProblems(page)).toEqual([]);
      expect(others()).toEqual([]);
      if (process.env.DQX_SCREENSHOTS !== undefined) await takeScreenshot(page, view);
      await close();
    },
    60_000,
  );

  it("leads from the list of problems to each of them", async () => {
    const { page, close } = await open(shop, WIDTHS.desktop, "light");
    const links = await page.locator(".problems a").all();
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      const target = await link.getAttribute("href");
      expect(
        await page
          .locator(target ?? "")
          .locator("h3")
          .textContent(),
      ).toContain((await link.textContent()) ?? "?");
    }
    await close();
  });

  it("shows hostile texts as they are, and runs nothing of them", async () => {
    const { page, close, others } = await open(hostile, WIDTHS.phone, "light");
    expect(await page.locator("h1").textContent()).toContain(HOSTILE);
    expect(await page.locator("img, script").count()).toBe(0);
    expect(await page.title()).toContain("onerror");
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(others()).toEqual([]);
    await close();
  });
});

/** By how many pixels the page is wider than the window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

async function seriousProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations, passes }: AxeResults = await page.evaluate('axe.run({ resultTypes: ["violations"] })');
  expect(passes.length).toBeGreaterThan(10);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

async function takeScreenshot(
  page: Page,
  { device, theme }: { readonly device: string; readonly theme: string },
): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = false");
  await page.screenshot({ path: join(SCREENSHOTS, `report-${device}-${theme}.png`) });
}
