/** Something that a person or the operator's command did. */
export interface AuditEntry {
  /** Epoch ms. */
  readonly at: number;
  /** Who: an account, or `operator`. */
  readonly actor: string;
  /** What, as `area.event`: `target.stopped`. */
  readonly action: string;
  /** To what: the id of a target, member or sector; null = the council. */
  readonly subject: string | null;
  readonly detail: string | null;
}

/**
 * An entry in the chain. `hash` is SHA-256, hex, over the canonical JSON of `previousHash`, `seq` and
 * the entry; so no line can be changed, left out or put in between without every later hash differing.
 */
export interface AuditLine extends AuditEntry {
  /** From 1, without a gap. */
  readonly seq: number;
  /** 64 zeros for the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** A target that is no longer measured, whatever the configuration says. */
export interface StoppedTarget {
  readonly target: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: string;
  readonly reason: string | null;
}
