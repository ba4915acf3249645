import type { Incident } from '../../core/words/incident.ts';
import type { Text } from '../../core/words/language.ts';
import type { NoticeDelivery } from '../control/notice-order.ts';
import { correctPattern, correctSite } from './correct-notice.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';

/** A statement with which the operator agreed. */
export interface MeasuredWrongly {
  /** Of the statement. */
  readonly id: string;
  readonly target: string;
  /** Those that held the site meanwhile, the newest first. */
  readonly incidents: readonly Incident[];
  /** What the operator said to it. */
  readonly answer: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: string;
}

/** What was corrected of an incident. */
export interface Corrected {
  readonly incident: string;
  readonly text: Text;
  readonly deliveries: readonly NoticeDelivery[];
}

/** Corrects what was told of the site, and of each pattern that held it, without a name. */
export async function correctMeasured(
  { id, target, incidents, answer }: MeasuredWrongly,
  parts: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<readonly Corrected[]> {
  const [newest, ...others] = incidents;
  if (newest === undefined) return [];
  const text = siteText(target, answer);
  const ofSite = await correctSite(
    { id, text, target, incidents: [newest, ...others] },
    parts,
    writer,
  );
  const corrected = ofSite === null ? [] : [{ incident: newest.id, text, deliveries: ofSite }];
  for (const incident of incidents.filter(({ pattern }) => pattern !== 'single')) {
    const ofPattern = await correctPattern({ id, text: PATTERN_TEXT, incident }, parts, writer);
    if (ofPattern === null) continue;
    corrected.push({ incident: incident.id, text: PATTERN_TEXT, deliveries: ofPattern });
  }
  return corrected;
}

function siteText(target: string, answer: string): Text {
  return {
    ja: `${target} について、計測に誤りがあったことを確認しました。運用者の説明: ${answer}`,
    en: `It was confirmed that ${target} was measured wrongly. The operator says: ${answer}`,
  };
}

/** Who was told of a pattern may not know whose sites are in it. */
const PATTERN_TEXT: Text = {
  ja: 'この広がりに含まれる計測対象の一部について、計測に誤りがあったことを確認しました。',
  en: 'It was confirmed that part of the sites in this pattern were measured wrongly.',
};
