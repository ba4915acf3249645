import type { LookedAt } from '../../board/audit/audit-desk.ts';
import { background } from '../../core/background.ts';
import { messageOf } from '../../core/errors.ts';
import { forgetOldest } from '../../core/forget-oldest.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { AuditEntry } from '../../core/words/audit.ts';
import {
  entryOfLook,
  type Looked,
  type LookedList,
  type LookedSite,
  type Looker,
  officeTextOf,
} from '../../core/words/look.ts';
import { isAuditedView } from '../../share/rules/read-right.ts';
import { lookedSiteOf } from './looked-site.ts';
import type { ListedSites, SharedCouncil } from './shared-council.ts';

const HOUR_MS = 3_600_000;
/** Looks of one person at the same site, and at the same list, leave one line in this time. */
const TARGET_LINE_MS = HOUR_MS;
const LIST_LINE_MS = 24 * HOUR_MS;
/** Lines that wait for the store; beyond it the oldest are given up. */
const WAITING_LINES = 10_000;
/** Lines that are remembered; beyond it a look may leave a line too many. */
const KNOWN_LINES = 200_000;
/** Lists that are remembered; they are shared by those who see the same. */
const KNOWN_LISTS = 10_000;
/** Sites that leave lines of their own when they come into a list together. */
const NEWS_AT_MOST = 100;

/** A look at a member or an incident is one at sites or a list. */
type LookedAtSites = Extract<LookedAt, { readonly kind: 'target' | 'list' }>;

export interface AuditedLooksParts {
  readonly state: Pick<StateStore, 'appendAudit'>;
  readonly council: SharedCouncil;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/**
 * Writes a line of the audit for a look at what is not the looker's own, by name. A page that is open
 * all day asks every few seconds, and leaves a line an hour of each site, and a line a day of each list.
 * A site that came into a list since, or is shared otherwise in it, leaves a line of its own: one of the list
 * would tell the others in it that somebody chose. No answer waits: what the store does not take is
 * written, with its own time, when it does again.
 */
export class AuditedLooks {
  readonly #parts: AuditedLooksParts;
  /** When the last line was left, by who and what. */
  readonly #known = new Map<string, number>();
  /** What a list held at the last look, by who and what. */
  readonly #listed = new Map<string, ListedSites>();
  readonly #waiting: AuditEntry[] = [];
  #writing: Promise<void> | null = null;

  constructor(parts: AuditedLooksParts) {
    this.#parts = parts;
  }

  look(looker: Looker, at: LookedAtSites): void {
    const { council } = this.#parts;
    if (at.kind === 'list') {
      this.#lookAtList(looker, at, council.othersNamed(looker.viewer, at.sector));
    } else {
      const target = council.target(at.target);
      if (target === null || !isAuditedView(looker.viewer, target)) return;
      this.#leave(looker, { kind: 'target', ...lookedSiteOf(looker.viewer, target) });
    }
    if (this.#waiting.length > 0) this.#write();
  }

  #lookAtList(looker: Looker, at: LookedList, listed: ListedSites): void {
    const key = keyOf(looker, at);
    const before = this.#listed.get(key);
    if (before === undefined && listed.size === 0) return;
    this.#listed.delete(key);
    this.#listed.set(key, listed);
    forgetOldest(this.#listed, KNOWN_LISTS);
    if (listed.size === 0 || this.#leave(looker, at)) return;
    if (before === undefined || before === listed) return;
    const news = [...listed.values()].filter((site) => isOther(site, before.get(site.target)));
    // A council that was configured anew is told of as a list.
    if (news.length > NEWS_AT_MOST) this.#leaveNow(looker, at);
    else for (const site of news) this.#leave(looker, { kind: 'target', ...site });
  }

  /** False where the last such line was left not long enough ago. */
  #leave(looker: Looker, looked: Looked): boolean {
    const lineMs = looked.kind === 'list' ? LIST_LINE_MS : TARGET_LINE_MS;
    const last = this.#known.get(keyOf(looker, looked)) ?? Number.NEGATIVE_INFINITY;
    if (this.#parts.clock.now() < last + lineMs) return false;
    this.#leaveNow(looker, looked);
    return true;
  }

  #leaveNow(looker: Looker, looked: Looked): void {
    const now = this.#parts.clock.now();
    const key = keyOf(looker, looked);
    // Those whose line was left last stay.
    this.#known.delete(key);
    this.#known.set(key, now);
    forgetOldest(this.#known, KNOWN_LINES);
    this.#waiting.push(entryOfLook({ ...looker, at: now, looked }));
    if (this.#waiting.length > WAITING_LINES) this.#giveUpOldest();
  }

  /** Resolves when what was looked at is written, or the store did not take it. */
  async close(): Promise<void> {
    await this.#writing;
    this.#write();
    await this.#writing;
  }

  #write(): void {
    if (this.#writing !== null || this.#waiting.length === 0) return;
    this.#writing = this.#writeWaiting().finally(() => {
      this.#writing = null;
    });
    background(this.#writing, 'write looks into the audit', this.#parts.log);
  }

  async #writeWaiting(): Promise<void> {
    const { state, log } = this.#parts;
    for (;;) {
      const entry = this.#waiting[0];
      if (entry === undefined) return;
      try {
        await state.appendAudit(entry);
      } catch (error) {
        log.error('audit.looks_wait', { waiting: this.#waiting.length, error: messageOf(error) });
        return;
      }
      if (this.#waiting[0] === entry) this.#waiting.shift();
    }
  }

  #giveUpOldest(): void {
    this.#waiting.shift();
    this.#parts.log.error('audit.look_lost', { waiting: this.#waiting.length });
  }
}

/** The same for the same person, way and sites. */
function keyOf({ name, way, viewer }: Looker, looked: Looked): string {
  return `${name} ${way} ${officeTextOf(viewer)} ${Object.values(looked).join(' ')}`;
}

function isOther(site: LookedSite, before: LookedSite | undefined): boolean {
  return before?.consent !== site.consent || before.right !== site.right;
}
