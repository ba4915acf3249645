import { CONSENTS, type Consent, type Target } from '../config.ts';
import { requestDetail } from './request-detail.ts';
import type { ViewerKind } from './viewer.ts';

/** How far a target is shared, and what its sector's secretariat sees of it. */
export interface SharingLevels {
  readonly consent: Consent;
  readonly secretariatSees: Target['secretariatSees'];
}

/** How a target is shared from a moment on. The first of a target is what the files had before. */
export interface ConsentVersion extends SharingLevels {
  readonly target: string;
  /** From 1; grows with every change. */
  readonly version: number;
  /** Epoch ms. */
  readonly at: number;
  /** Who set it: its member, somebody at the member's recorded request, or a file that lowered it. */
  readonly by: Extract<ViewerKind, 'member' | 'secretariat' | 'operator'> | 'file';
  /** As the audit names him; `file` where nobody acted. */
  readonly actor: string;
  /** Reference of the member's request; null = the member itself, or a file. */
  readonly request: string | null;
  /** What the files had then: the same again is no wish of theirs. */
  readonly file: SharingLevels;
}

/** Of the audit's lines about it. */
export const CONSENT_ACTION = 'consent.changed';

/** What the line of the audit says, so that it can be read back where the version itself is lost. */
export function consentDetail(now: ConsentVersion, before: SharingLevels): string {
  const levels = `${levelsText(now)}; before: ${levelsText(before)}`;
  return `version ${now.version}: ${levels}${requestDetail(now.request)}`;
}

/** null = it is no such text. */
export function levelsOfDetail(
  detail: string,
): (SharingLevels & { readonly version: number }) | null {
  const [, version, level, sees] = /^version (\d+): (\w+), (\w+);/.exec(detail) ?? [];
  const consent = CONSENTS.find((each) => each === level);
  if (consent === undefined || (sees !== 'detail' && sees !== 'judgement')) return null;
  return { version: Number(version), consent, secretariatSees: sees };
}

function levelsText({ consent, secretariatSees }: SharingLevels): string {
  return `${consent}, ${secretariatSees}`;
}
