import type { Text } from '../../core/words/language.ts';
import type { PartKind, ToldChange, ToldField } from '../../core/words/told-plan.ts';
import type { FieldChange, PartChange, Plan, PlannedTarget } from '../plan.ts';
import { fieldLabel } from './field-labels.ts';
import { toldField } from './field-line.ts';
import { restartFields } from './restart-fields.ts';

/** Every change of a plan in words: what goes first, then what changes, comes and stays as it is. */
export function toldSections(plan: Plan): readonly (readonly ToldChange[])[] {
  return [
    plan.removed.map((target) => toldTarget('removed', target)),
    plan.renamed.map(({ before, after }) => ({
      ...plain('renamed', 'target', alike(`${before.id} → ${after.id}`)),
      note: LOST_HISTORY,
    })),
    plan.around.map(toldPart),
    plan.changed.map(toldPart),
    plan.added.map((target) => toldTarget('added', target)),
    plan.refused.map((refused) => toldOwned('refused', refused, refusedText(refused))),
    plan.wider.map((wider) => toldOwned('kept', wider, widerText(wider))),
  ];
}

const LOST_HISTORY: Text = {
  ja: '（URL が同じで id だけが変わっています。履歴は新しい id に引き継がれません）',
  en: '(the same URL under another id: its history does not follow it)',
};

function plain(change: ToldChange['change'], kind: PartKind, what: Text): ToldChange {
  return { change, kind, what, member: null, url: null, fields: [], note: null };
}

function alike(text: string): Text {
  return { ja: text, en: text };
}

function toldTarget(change: 'added' | 'removed', target: PlannedTarget): ToldChange {
  const { id, memberName, url } = target;
  return { ...plain(change, 'target', alike(id)), member: memberName, url };
}

const KINDS: Readonly<Record<PartKind, Text>> = {
  council: { ja: '協議会の設定', en: 'council settings' },
  field: { ja: '分野', en: 'field' },
  maintenance: { ja: '計画作業', en: 'maintenance' },
  sector: { ja: 'セプター', en: 'sector' },
  member: { ja: '構成員', en: 'member' },
  target: { ja: '計測対象', en: 'site' },
};

function toldPart(whole: PartChange): ToldChange {
  const { kind, id, change, fields } = whole;
  const later = restartFields(whole);
  return {
    ...plain(change, kind, partText(kind, id)),
    fields: fields.map((field) => withRestart(field, later.includes(field.field))),
  };
}

function partText(kind: PartKind, id: string): Text {
  if (kind === 'council') return KINDS.council;
  if (kind === 'target') return alike(id);
  return { ja: `${KINDS[kind].ja} ${id}`, en: `${KINDS[kind].en} ${id}` };
}

const FROM_RESTART: Text = { ja: '（再起動後に有効）', en: ' (from the next start on)' };

function withRestart(change: FieldChange, isLater: boolean): ToldField {
  const told = toldField(change);
  if (!isLater) return told;
  const { ja = '', en = '' } = told.note ?? {};
  return { ...told, note: { ja: ja + FROM_RESTART.ja, en: en + FROM_RESTART.en } };
}

type Owned = Plan['refused'][number];

function toldOwned(change: 'refused' | 'kept', { field, id }: Owned, note: Text): ToldChange {
  const kind = field === 'contacts' ? 'member' : 'target';
  return { ...plain(change, kind, partText(kind, id)), note };
}

function refusedText({ field, id, asked, kept }: Owned): Text {
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

function widerText({ field, id, asked, kept }: Owned): Text {
  if (field === 'contacts') {
    return {
      ja: `${id} の連絡先は、構成員が自ら定めたもののままです（ファイルの内容は以前から変わっていません）`,
      en: `${id}: the contacts stay those that the member has set itself (the file says the same as before)`,
    };
  }
  const label = { ja: fieldLabel(field, 'ja'), en: fieldLabel(field, 'en') };
  return {
    ja: `${id} の${label.ja}は、構成員が自ら定めた ${kept} のままです（ファイルの ${asked} は以前から変わっていません）`,
    en: `${id}: ${label.en} stays ${kept}, which the member has set itself (the file has had ${asked} since before)`,
  };
}
