import type { Language, Text } from '../core/words/language.ts';
import { complain } from './outlet.ts';

/** How far a long work of a command has come. */
export interface WorkProgress {
  readonly step: 'copy' | 'checksum' | 'integrity';
  readonly file: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

const STEPS: Readonly<Record<WorkProgress['step'], Text>> = {
  copy: { ja: '複写', en: 'copying' },
  checksum: { ja: '照合', en: 'checksums' },
  integrity: { ja: '検査', en: 'checking' },
};

/** Work shorter than this says nothing; longer work speaks this often, ms. */
const EVERY_MS = 2000;

/** Says on standard error how far the work is, every 2 s. */
export function progressSpeaker(language: Language): (progress: WorkProgress) => void {
  let spokenAt = performance.now();
  return ({ step, file, doneBytes, totalBytes }) => {
    const now = performance.now();
    if (now - spokenAt < EVERY_MS) return;
    spokenAt = now;
    const percent = totalBytes === 0 ? 100 : Math.min(100, (doneBytes / totalBytes) * 100);
    complain(`${STEPS[step][language]} ${percent.toFixed(0).padStart(3)} %  ${file}`);
  };
}
