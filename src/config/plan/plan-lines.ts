import type { Language, Text } from '../../core/words/language.ts';
import type { PartChange, Plan, PlannedTarget, SectorPlan } from '../plan.ts';
import type { PartKind } from './council-parts.ts';
import { fieldLabel } from './field-labels.ts';
import { fieldLine } from './field-line.ts';
import { restartFields } from './restart-fields.ts';

/** A plan as a person reads it before agreeing: a table by sector, then every change. */
export function planLines(plan: Plan, language: Language): readonly string[] {
  const say = (text: Text): string => text[language];
  const sections = [
    summary(plan).map(say),
    listed(plan.removed, '- ', language),
    plan.renamed.map(({ before, after }) => `! ${before.id} → ${after.id} ${say(LOST_HISTORY)}`),
    plan.around.flatMap((change) => changeLines(change, language)),
    plan.changed.flatMap((change) => changeLines(change, language)),
    listed(plan.added, '+ ', language),
    plan.refused.map((refused) => `! ${say(refusedText(refused))}`),
    plan.wider.map((wider) => `= ${say(widerText(wider))}`),
    removalLines(plan).map(say),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

const LOST_HISTORY: Text = {
  ja: '（URL が同じで id だけが変わっています。履歴は新しい id に引き継がれません）',
  en: '(the same URL under another id: its history does not follow it)',
};

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

function listed(targets: readonly PlannedTarget[], sign: string, language: Language) {
  return targets.map(({ id, memberName, url }) =>
    [`${sign}${id}`, memberName[language], url].filter((word) => word !== null).join('  '),
  );
}

const KINDS: Readonly<Record<PartKind, Text>> = {
  council: { ja: '協議会の設定', en: 'council settings' },
  field: { ja: '分野', en: 'field' },
  maintenance: { ja: '計画作業', en: 'maintenance' },
  sector: { ja: 'セプター', en: 'sector' },
  member: { ja: '構成員', en: 'member' },
  target: { ja: '計測対象', en: 'site' },
};
const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

const FROM_RESTART: Text = { ja: '（再起動後に有効）', en: ' (from the next start on)' };

function changeLines(whole: PartChange, language: Language) {
  const { kind, id, change, fields } = whole;
  const later = restartFields(whole);
  const name = kind === 'council' ? KINDS.council[language] : `${KINDS[kind][language]} ${id}`;
  return [
    `${SIGNS[change]} ${kind === 'target' ? id : name}`,
    ...fields.map((field) => {
      const note = later.includes(field.field) ? FROM_RESTART[language] : '';
      return `    ${fieldLine(field, language)}${note}`;
    }),
  ];
}

function refusedText({ field, id, asked, kept }: Plan['refused'][number]): Text {
  if (field === 'contacts') {
    return {
      ja: `${id} の連絡先は構成員が自ら設定しているため、ファイルの内容は使いません`,
      en: `${id}: its member has set the contacts itself, so those of the file are not used`,
    };
  }
  const label = { ja: fieldLabel(field, 'ja'), en: fieldLabel(field, 'en') };
  return {
    ja: `${id} の${label.ja}を ${asked} へ広げる指定は、構成員が自ら ${kept} と定めているため使いません`,
    en: `${id}: widening ${label.en} to ${asked} is refused, since the member has set ${kept} itself`,
  };
}

function widerText({ field, id, asked, kept }: Plan['wider'][number]): Text {
  const label = { ja: fieldLabel(field, 'ja'), en: fieldLabel(field, 'en') };
  return {
    ja: `${id} の${label.ja}は、構成員が自ら定めた ${kept} のままです（ファイルの ${asked} は以前から変わっていません）`,
    en: `${id}: ${label.en} stays ${kept}, which the member has set itself (the file has had ${asked} since before)`,
  };
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
