import { CONSENTS, type Consent } from '../../core/config.ts';
import type { Language, Text } from '../../core/words/language.ts';
import type { ToldField } from '../../core/words/told-plan.ts';
import type { FieldChange } from '../plan.ts';
import type { PartValue } from './council-parts.ts';
import { fieldLabel } from './field-labels.ts';

/** `URL: https://a.example/ → https://b.example/`, on one line. */
export function fieldLine(change: FieldChange, language: Language): string {
  return toldLine(toldField(change), language);
}

export function toldLine({ name, before, after, note }: ToldField, language: Language): string {
  return `${name[language]}: ${before[language]} → ${after[language]}${note?.[language] ?? ''}`;
}

/** A value before and after in words. */
export function toldField(change: FieldChange): ToldField {
  const { field, before, after } = change;
  return {
    name: { ja: fieldLabel(field, 'ja'), en: fieldLabel(field, 'en') },
    before: valueText(before),
    after: valueText(after),
    note: widens(change) ? WIDER : null,
  };
}

const WIDER: Text = { ja: '（共有範囲が広がります）', en: ' (shared more widely)' };

function widens({ field, before, after }: FieldChange): boolean {
  return field === 'consent' && rankOf(after) > rankOf(before);
}

function rankOf(value: PartValue): number {
  return CONSENTS.findIndex((consent: Consent) => consent === value);
}

const NOTHING: Text = { ja: '（なし）', en: '(none)' };

function valueText(value: PartValue): Text {
  if (value === null || value === '') return NOTHING;
  const text = String(value).replaceAll('\n', ', ');
  return { ja: text, en: text };
}
