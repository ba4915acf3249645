import type { Language, Text } from '../../core/words/language.ts';
import type { SectorPlan, ToldChange } from '../../core/words/told-plan.ts';
import type { Plan } from '../plan.ts';
import { toldLine } from './field-line.ts';
import { toldSections } from './told-changes.ts';

/** A plan as a person reads it before agreeing: a table by sector, then every change. */
export function planLines(plan: Plan, language: Language): readonly string[] {
  const say = (text: Text): string => text[language];
  const sections = [
    summary(plan).map(say),
    ...toldSections(plan).map((section) => section.flatMap((told) => changeLines(told, language))),
    removalLines(plan).map(say),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

function summary(plan: Plan): readonly Text[] {
  return plan.sectors.map((sector) => ({
    ja: `${sector.sector}${SECTOR_NOTES[sector.change].ja}: 追加 ${sector.added}、削除 ${sector.removed}、id 変更 ${sector.renamed}、変更 ${sector.changed}、そのまま ${sector.kept}`,
    en: `${sector.sector}${SECTOR_NOTES[sector.change].en}: ${sector.added} added, ${sector.removed} removed, ${sector.renamed} renamed, ${sector.changed} changed, ${sector.kept} kept`,
  }));
}

const SECTOR_NOTES: Readonly<Record<SectorPlan['change'], Text>> = {
  added: { ja: '（新しいセプター）', en: ' (new sector)' },
  removed: { ja: '（セプターごと削除）', en: ' (whole sector removed)' },
  kept: { ja: '', en: '' },
};

const SIGNS: Readonly<Record<ToldChange['change'], string>> = {
  ...{ added: '+', removed: '-', changed: '~' },
  ...{ renamed: '!', refused: '!', kept: '=' },
};

function changeLines(told: ToldChange, language: Language): readonly string[] {
  const { change, what, member, url, fields, note } = told;
  const sign = SIGNS[change];
  if (change === 'refused' || change === 'kept') return [`${sign} ${note?.[language] ?? ''}`];
  if (change === 'renamed') return [`${sign} ${what[language]} ${note?.[language] ?? ''}`];
  const words = [what[language], member?.[language] ?? null, url].filter((word) => word !== null);
  return [
    `${sign} ${words.join('  ')}`,
    ...fields.map((field) => `    ${toldLine(field, language)}`),
  ];
}

function removalLines({ removals }: Plan): readonly Text[] {
  if (!removals.isRefused) return [];
  const { count, of } = removals;
  const percent = ((100 * count) / of).toFixed(1);
  return [
    {
      ja: `計測中の ${of} 件のうち ${count} 件（${percent} %）が外れます。5 % を超えるため、このままでは再読み込みされません。`,
      en: `${count} of the ${of} sites in force (${percent} %) would no longer be measured. Above 5 % a reload is refused.`,
    },
    {
      ja: `意図したものなら: npx yamabiko plan --confirm-removals ${count}`,
      en: `If this is meant: npx yamabiko plan --confirm-removals ${count}`,
    },
  ];
}
