import type { LookedAt } from '../../board/audit/audit-desk.ts';
import { background } from '../../core/background.ts';
import { messageOf } from '../../core/errors.ts';
import { forgetOldest } from '../../core/forget-oldest.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { AuditEntry } from '../../core/words/audit.ts';
import { entryOfLook, type Looked, type Looker, officeTextOf } from '../../core/words/look.ts';
import { isAuditedView, readRightOf } from '../../share/rules/read-right.ts';
import type { SharedCouncil } from './shared-council.ts';

const HOUR_MS = 3_600_000;
/** Looks of one person at the same site, and at the same list, leave one line in this time. */
const TARGET_LINE_MS = HOUR_MS;
const LIST_LINE_MS = 24 * HOUR_MS;
/** Lines that wait for the store; beyond it the oldest are given up. */
const WAITING_LINES = 10_000;
/** Lines that are remembered; beyond it a look may leave a line too many. */
const KNOWN_LINES = 200_000;

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
 * No answer waits for it: what the store does not take is written, with its own time, when it does again.
 */
export class AuditedLooks {
  readonly #parts: AuditedLooksParts;
  /** When the last line was left, by who and what. */
  readonly #known = new Map<string, number>();
  readonly #waiting: AuditEntry[] = [];
  #writing: Promise<void> | null = null;

  constructor(parts: AuditedLooksParts) {
    this.#parts = parts;
  }

  look(looker: Looker, at: LookedAtSites): void {
    const looked = this.#audited(looker, at);
    if (looked === null) return;
    const now = this.#parts.clock.now();
    const who = `${looker.name} ${looker.way} ${officeTextOf(looker.viewer)}`;
    const key = `${who} ${Object.values(looked).join(' ')}`;
    const lineMs = looked.kind === 'list' ? LIST_LINE_MS : TARGET_LINE_MS;
    if (now < (this.#known.get(key) ?? -Infinity) + lineMs) {
      if (this.#waiting.length > 0) this.#write();
      return;
    }
    // Those whose line was left last stay.
    this.#known.delete(key);
    this.#known.set(key, now);
    forgetOldest(this.#known, KNOWN_LINES);
    this.#waiting.push(entryOfLook({ ...looker, at: now, looked }));
    if (this.#waiting.length > WAITING_LINES) this.#giveUpOldest();
    this.#write();
  }

  /** Resolves when what was looked at is written, or the store did not take it. */
  async close(): Promise<void> {
    await this.#writing;
    this.#write();
    await this.#writing;
  }

  /** null = nothing that is audited is there to be seen. */
  #audited({ viewer }: Looker, at: LookedAtSites): Looked | null {
    const { council } = this.#parts;
    if (at.kind === 'list') {
      return council.namesOthers(viewer, at.sector) ? at : null;
    }
    const target = council.target(at.target);
    if (target === null || !isAuditedView(viewer, target)) return null;
    const right = readRightOf(viewer, target) === 'detail' ? 'detail' : 'judgement';
    return { kind: 'target', target: target.id, right, consent: target.consent };
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
