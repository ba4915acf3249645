import type { AuditAction } from './audit-action.ts';

/** Something that a person or the operator's command did. */
export interface AuditEntry {
  /** Epoch ms. */
  readonly at: number;
  /** Who: an account, or `operator`. */
  readonly actor: string;
  readonly action: AuditAction;
  /** To what: the id of a target, member or sector; null = the council. */
  readonly subject: string | null;
  readonly detail: string | null;
}

/**
 * An entry in the chain. `hash` is SHA-256, hex, over the canonical JSON of `previousHash`, `seq` and
 * the entry; so no line can be changed, left out or put in between without every later hash differing.
 */
export interface AuditLine extends Omit<AuditEntry, 'action'> {
  /** As it was written, maybe by a program that knows other actions. */
  readonly action: string;
  /** From 1, without a gap. */
  readonly seq: number;
  /** 64 zeros for the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** Which lines are looked for, the newest first. A filter that is null lets every line through. */
export interface AuditSearch {
  /** Only lines of a lower number; null = from the end. */
  readonly before: number | null;
  /** So many numbers are looked through at most, and so many lines found. */
  readonly span: number;
  readonly limit: number;
  /** Half open [from, to), epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly actor: string | null;
  readonly actions: readonly string[] | null;
  /** null in it = the council. */
  readonly subjects: readonly (string | null)[] | null;
}

export interface AuditFound {
  /** The newest first. */
  readonly lines: readonly AuditLine[];
  /** The lowest number that was looked through; 1 or less = there are no more. */
  readonly reached: number;
}

/** A target that is no longer measured, whatever the configuration says. */
export interface StoppedTarget {
  readonly target: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: string;
  readonly reason: string | null;
}
