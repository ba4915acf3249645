import type { PlanWords } from './plan-words.ts';

export const PLAN_JA: PlanWords = {
  plan: '設定の変更',
  planNote:
    '計測中に取り込んだ設定の変更を、npx yamabiko plan と同じ内容で示します。サービスを起動してからの、新しい10回分です。',
  planNone: 'サービスを起動してから、設定の変更はありません。',
  planFixed: '付属の模擬の協議会を計測しているため、設定は変わりません。',
  planDenied: '設定の変更は、運用者だけが見られます。',
  planApplied: '取り込んだ変更',
  planWaiting: '取り込んでいない変更',
  planWould: '取り込むと、次のようになります。',
  planUnsaid: '誤りを直すまで、何が変わるかは示せません。',
  planConfirm:
    '意図した変更であれば、次の命令で承認してください。ファイルはそのままで取り込まれます。',
  planUndo: '意図していなければ、ファイルを元に戻してください。',
  planFiles: '変わったファイル',
  planSince: (at, trigger) => `${at} から（${trigger}）`,
  planRead: (at, trigger) => `${at} に読み取り（${trigger}）`,
  planConfirmed: (removals) => `${removals}件を外すことを承認済み`,
  planRemovals: (count, of) => `計測中の${of}件のうち${count}件が計測から外れます。`,
  planCount: (changes) => `変更${changes}件`,
  planMore: (n) =>
    `ほか${n}件の変更は npx yamabiko plan で確かめてください（取り込む前に限ります）。`,
  planNoChange: '計測するものに変更はありません。',
  planSector: ({ sector, added, removed, renamed, changed, kept }, change) => {
    const note = { added: '（新しいセプター）', removed: '（セプターごと削除）', kept: '' }[change];
    return `${sector}${note}: 追加 ${added}、削除 ${removed}、id 変更 ${renamed}、変更 ${changed}、そのまま ${kept}`;
  },
  planRestart: '次の起動から有効になる設定',
  colChange: '変更',
  colWhat: '対象',
  colContent: '内容',
  triggers: {
    start: '起動時',
    signal: '再読み込みの指示',
    files: 'ファイルの変更',
    approval: '承認',
  },
  fileChanges: { added: '新規', removed: '削除', changed: '変更' },
  changes: {
    removed: '削除',
    renamed: 'id 変更',
    changed: '変更',
    added: '追加',
    refused: '使わない指定',
    kept: '据え置き',
  },
};
