import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { executableOf } from '../support/needs.ts';

/**
 * The popups of the address bar, each a page of its own in every window: half of what a browser without a
 * screen does. The rest, what reaches out or alters pages, is Playwright's list, which this one replaces.
 */
const DISABLED = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
];
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${DISABLED}`,
];

/** Debian's chromium, quiet; `more`: further words of its command line. */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const args = [...ARGUMENTS, ...more];
  return chromium.launch({ executablePath: executableOf('chromium') ?? '', args });
}

export interface OpenPages {
  /** `before`: a script that runs in each page before those of its own. */
  open(url: string, options: BrowserContextOptions, before?: string): Promise<Page>;
  /** Closes the pages that are open; what they complained of since the last time. */
  close(): Promise<readonly string[]>;
}

/** Pages that may ask their own board only, and have their errors written down. */
export function openPages(browser: Browser): OpenPages {
  const complaints: string[] = [];
  const opened: Page[] = [];
  return {
    async open(url, options, before) {
      const context = await browser.newContext(options);
      if (before !== undefined) await context.addInitScript(before);
      const page = await context.newPage();
      opened.push(page);
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('request', (request) => {
        const isOwn = request.url() === url || request.url().startsWith(new URL(url).origin);
        if (!isOwn) complaints.push(`asked ${request.url()}`);
      });
      await page.goto(url);
      return page;
    },
    async close() {
      for (const page of opened.splice(0)) await page.context().close();
      return complaints.splice(0);
    },
  };
}
