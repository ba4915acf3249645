import { isChange, type SetupStep } from '../app/influx/setup-step.ts';
import type { Language, Text } from '../core/words/language.ts';
import { padTo } from './display-width.ts';

/** What a setup's step says in the terminal. */
const SUBJECTS: Readonly<Record<SetupStep['subject'], Text>> = {
  organisation: { ja: '組織', en: 'organisation' },
  bucket: { ja: 'バケット', en: 'bucket' },
  mapping: { ja: 'DBRP', en: 'DBRP mapping' },
  token: { ja: 'トークン', en: 'token' },
  token_file: { ja: 'トークンのファイル', en: 'token file' },
  grafana_organisation: { ja: 'Grafana の組織', en: 'Grafana organisation' },
  grafana_token: { ja: 'Grafana のトークン', en: 'token for Grafana' },
  grafana_dashboards: { ja: 'ダッシュボード', en: 'dashboards' },
  grafana_file: { ja: 'Grafana のファイル', en: 'file for Grafana' },
};

const OUTCOMES: Readonly<Record<SetupStep['outcome'], Text>> = {
  kept: { ja: 'そのまま', en: 'kept' },
  created: { ja: '作成', en: 'created' },
  updated: { ja: '更新', en: 'updated' },
  replaced: { ja: '交換', en: 'replaced' },
  removed: { ja: '削除', en: 'removed' },
  stale: { ja: '残存', en: 'left over' },
};

/** One line; what was right already is only counted, at the end. */
export function stepLine(step: SetupStep, language: Language): string | null {
  if (step.outcome === 'kept') return null;
  const outcome = padTo(OUTCOMES[step.outcome][language], 9);
  const subject = padTo(SUBJECTS[step.subject][language], 20);
  const detail = step.detail === null ? '' : `  ${step.detail[language]}`;
  return `  ${outcome}  ${subject}  ${step.name}${detail}`;
}

export function summaryLines(
  steps: readonly SetupStep[],
  { dryRun, language }: { readonly dryRun: boolean; readonly language: Language },
): readonly string[] {
  const changes = steps.filter(isChange).length;
  const kept = steps.filter(({ outcome }) => outcome === 'kept').length;
  const stale = steps.length - changes - kept;
  const lines = [countLine(changes, kept, dryRun)[language]];
  if (stale > 0) lines.push(STALE(stale)[language]);
  return lines;
}

function countLine(changes: number, kept: number, dryRun: boolean): Text {
  if (changes === 0) {
    return {
      ja: `変更はありません（${kept} 件は設定のとおり）。`,
      en: `Nothing to change: all ${kept} are as wanted.`,
    };
  }
  return dryRun
    ? {
        ja: `試行のため何も書いていません。実行すると ${changes} 件を変え、${kept} 件はそのままです。`,
        en: `A dry run: nothing was written. A run would change ${changes} and keep ${kept}.`,
      }
    : {
        ja: `${changes} 件を変え、${kept} 件はそのままです。`,
        en: `${changes} changed, ${kept} kept.`,
      };
}

const STALE = (count: number): Text => ({
  ja: `いまの設定にないセプターのものが ${count} 件残っています（消していません）。`,
  en: `${count} belong to sectors that are not in the configuration any more; they were left alone.`,
});

/** After a failure: what was done stays, and a further run goes on from there. */
export function interruptedLine(steps: readonly SetupStep[], language: Language): string {
  const changes = steps.filter(isChange).length;
  const text: Text =
    changes === 0
      ? {
          ja: '何も変えていません。',
          en: 'Nothing was changed.',
        }
      : {
          ja: `途中で止まりました。上の ${changes} 件は済んでいます。もう一度実行すると続きから行います。`,
          en: `Stopped half-way: the ${changes} above are done. Run it again and it goes on from there.`,
        };
  return text[language];
}
