/** What the board's overview says of the council, as far as the bench asks. */
export interface OverviewCounts {
  readonly targets: number;
  readonly success: number;
  readonly failure: number;
  readonly missed: number;
  /** Without any sample yet. */
  readonly waiting: number;
}

const LOOK_EVERY_MS = 250;

/** Reads an answer of `/api/overview`; throws where it is none. */
export function countsOf(answer: unknown): OverviewCounts {
  const counts = entryOf(entryOf(answer, 'data'), 'counts');
  const number = (name: string): number => {
    const value = entryOf(counts, name);
    if (typeof value === 'number') return value;
    throw new Error(`the overview has no count ${name}`);
  };
  return {
    targets: number('targets'),
    success: number('success'),
    failure: number('failure'),
    missed: number('missed'),
    waiting: number('waiting'),
  };
}

function entryOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Looks at the overview until it is as wanted; throws after `limitMs`. */
export async function untilOverview(
  url: string,
  isWanted: (counts: OverviewCounts) => boolean,
  limitMs: number,
): Promise<OverviewCounts> {
  const end = performance.now() + limitMs;
  for (;;) {
    const response = await fetch(`${url}/api/overview`);
    const counts = countsOf(await response.json());
    if (isWanted(counts)) return counts;
    if (performance.now() > end) throw new Error(`the overview stays at ${JSON.stringify(counts)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Share of the probes since the start that the prober itself disturbed, `waitMs` from now. */
export async function suspectRatioAfter(url: string, waitMs: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  const response = await fetch(`${url}/api/prober`);
  return suspectRatioOf(await response.json());
}

/** Reads an answer of `/api/prober`; throws where it is none. */
export function suspectRatioOf(answer: unknown): number {
  const probing = entryOf(entryOf(answer, 'data'), 'probing');
  const [suspect, done] = [entryOf(probing, 'suspect'), entryOf(probing, 'done')];
  if (typeof suspect === 'number' && typeof done === 'number' && done > 0) return suspect / done;
  throw new Error('the prober has done no probe');
}

/** Paths of scripts and styles that a page of the board loads. */
export function assetsOf(html: string): readonly string[] {
  return [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
}

/** Fetches the first page with what it loads; throws for what is not there. */
export async function loadFirstPage(url: string): Promise<void> {
  const page = await fetch(`${url}/`);
  const assets = assetsOf(await page.text());
  if (!page.ok || assets.length === 0) throw new Error(`the board answers ${page.status}`);
  for (const path of assets) {
    const response = await fetch(url + path);
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
  }
}
