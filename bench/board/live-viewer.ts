import { once } from 'node:events';
import { type Agent, get, type IncomingMessage } from 'node:http';
import type { BoardViewer } from './board-process.ts';

/** Values that are shown may be this old, ms, as the pages of those who share have it. */
const VALUES_MS = 30_000;

/** What one update brought, of the wire: the event, and what its page asked for because of it. */
export interface Update {
  readonly kind: BoardViewer['kind'];
  readonly page: string;
  readonly bytes: number;
}

/** A page that follows the board as its script does, without being drawn. */
export class LiveViewer {
  readonly updates: Update[] = [];
  readonly #url: string;
  readonly #viewer: BoardViewer;
  readonly #agent: Agent;
  readonly #path: string;
  readonly #scope: string;
  #stream: IncomingMessage | null = null;
  #picture: string | null = null;
  #loadedAt = 0;
  #isClosed = false;
  #loading: Promise<number> | null = null;

  constructor(url: string, viewer: BoardViewer, { agent, index }: { agent: Agent; index: number }) {
    this.#url = url;
    this.#viewer = viewer;
    this.#agent = agent;
    const { path, scope } = pageOf(viewer, index);
    this.#path = path;
    this.#scope = scope;
  }

  /** Loads the page and follows it. */
  async open(): Promise<void> {
    await this.#load();
    const call = get(`${this.#url}/api/stream?${this.#scope}`, { headers: this.#headers });
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) throw new Error(`the stream answers ${response.statusCode}`);
    this.#stream = response;
    let text = '';
    response.setEncoding('utf8');
    // It ends by being cut off.
    response.on('error', () => {});
    response.on('data', (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        void this.#hear(event);
      }
    });
  }

  /** Resolves when nothing of it is under way any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stream?.destroy();
    await this.#loading;
  }

  get #headers() {
    return { cookie: this.#viewer.cookie, 'accept-encoding': 'gzip' };
  }

  async #hear(event: string): Promise<void> {
    if (this.#isClosed) return;
    const { data } = JSON.parse(event.slice(event.indexOf('data: ') + 6)) as {
      readonly data: ChangesRead;
    };
    const eventBytes = Buffer.byteLength(event);
    const bytes = this.#isNews(data) ? await this.#load() : 0;
    const news = data.series.length + (data.news?.length ?? 0);
    const isUpdate = bytes > 0 || news > 0 || (data.head ?? null) !== null;
    if (!isUpdate) return;
    const { kind } = this.#viewer;
    this.updates.push({ kind, page: this.#path, bytes: bytes + eventBytes });
  }

  /** Whether the page is loaded anew. */
  #isNews({ reset, series, picture = null }: ChangesRead): boolean {
    if (reset) return true;
    if (this.#viewer.kind === 'operator') return this.#scope === NOBODYS;
    // One's own site is read anew at each of its samples, a followed sector never.
    if (this.#scope !== NOBODYS) return this.#path.startsWith('/api/targets/') && series.length > 0;
    const isOther = this.#picture !== null && this.#picture !== picture;
    this.#picture = picture;
    return isOther || performance.now() - this.#loadedAt > VALUES_MS;
  }

  async #load(): Promise<number> {
    this.#loading ??= this.#ask().finally(() => {
      this.#loading = null;
    });
    return await this.#loading;
  }

  async #ask(): Promise<number> {
    this.#loadedAt = performance.now();
    const { bytes } = await askBoard(this.#url + this.#path, this.#viewer, this.#agent);
    return bytes;
  }
}

interface ChangesRead {
  readonly reset: boolean;
  readonly picture?: string | null;
  readonly series: readonly unknown[];
  readonly news?: readonly unknown[];
  readonly head?: object | null;
}

/** One answer of the board to somebody, read to its end. */
export async function askBoard(
  url: string,
  { cookie }: Pick<BoardViewer, 'cookie'>,
  agent: Agent,
): Promise<{ readonly elapsedMs: number; readonly bytes: number }> {
  const beganMs = performance.now();
  const call = get(url, { agent, headers: { cookie, 'accept-encoding': 'gzip' } });
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) bytes += chunk.length;
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
  return { elapsedMs: performance.now() - beganMs, bytes };
}

/** The scope of a page that asks for no site's values. */
const NOBODYS = 'target=-';

/** What each keeps open: the overview, or what is his own. */
function pageOf({ kind, own }: BoardViewer, index: number) {
  if (kind === 'secretariat') {
    return { path: `/api/sectors/${own}`, scope: `sector=${own}&form=brief` };
  }
  if (kind === 'member' && index % 2 === 0)
    return { path: `/api/targets/${own}`, scope: `target=${own}` };
  if (kind === 'operator' && index % 2 === 1) {
    return { path: '/api/sectors/sector-0', scope: 'sector=sector-0' };
  }
  return { path: '/api/council', scope: NOBODYS };
}
