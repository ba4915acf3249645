import { CONSENTS, type Consent } from '../../core/config.ts';
import type { Language, Text } from '../../core/words/language.ts';
import type { FieldChange } from '../plan.ts';
import type { PartValue } from './council-parts.ts';
import { fieldLabel } from './field-labels.ts';

/** `URL: https://a.example/ → https://b.example/`, on one line. */
export function fieldLine(change: FieldChange, language: Language): string {
  const { field, before, after } = change;
  const note = widens(change) ? WIDER[language] : '';
  const label = fieldLabel(field, language);
  return `${label}: ${valueText(before, language)} → ${valueText(after, language)}${note}`;
}

const WIDER: Text = { ja: '（共有範囲が広がります）', en: ' (shared more widely)' };

function widens({ field, before, after }: FieldChange): boolean {
  return field === 'consent' && rankOf(after) > rankOf(before);
}

function rankOf(value: PartValue): number {
  return CONSENTS.findIndex((consent: Consent) => consent === value);
}

const NOTHING: Text = { ja: '（なし）', en: '(none)' };

function valueText(value: PartValue, language: Language): string {
  if (value === null || value === '') return NOTHING[language];
  return String(value).replaceAll('\n', ', ');
}
