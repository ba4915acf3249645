import type { SiteEffect } from '../../core/words/scenario.ts';
import type { Answer } from '../site-behaviour.ts';

/** What becomes of a site's own answer under an effect. */
export function answerUnder({ answer, slower, later }: SiteEffect, own: Answer): Answer {
  return {
    kind: answer ?? own.kind,
    waitMs: own.waitMs * slower.wait + later.wait,
    transferMs: own.transferMs * slower.transfer + later.transfer,
  };
}
