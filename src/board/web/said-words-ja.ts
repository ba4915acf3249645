import type { SaidWords } from './said-words.ts';

export const SAID_JA: SaidWords = {
  statements: '構成員からの説明',
  statementsNote:
    '判定に自らの説明を添えます。判定が見える人には、判定と並べてそのまま見えます。判定そのものは変わりません。',
  noStatements: 'いまは説明がありません。',
  saidBy: (at, who) => `${at} ${who}`,
  takenBack: (at) => `${at} に取り下げ`,
  takeBack: '取り下げる',
  makeStatement: '説明を添える',
  saidAbout: 'どの判定について',
  aboutNow: 'いまの判定',
  saidText: '説明',
  saidTextHint: '500 文字までの 1 行。見える人全員に、このまま見えます。',
  shownFor: 'いつまで示すか',
  forHours: (hours) => (hours < 48 ? `${hours} 時間` : `${hours / 24} 日`),
  errorNote:
    '「計測の誤り」は運用者の確認事項になります。誤りと確認されると、お知らせを受け取った全員に訂正が届きます。',
  navTasks: '確認事項',
  tasks: '運用者の確認事項',
  tasksNote: '構成員が「計測の誤り」と説明した判定です。回答は、説明と並べて示します。',
  noTasks: '確認を待つものはありません。',
  taskOpen: '確認待ち',
  taskAnswered: '回答済み',
  taskAbout: (from) => `${from} からの判定について。`,
  answer: '回答',
  answerText: '回答の説明',
  agree: '計測の誤りだった',
  decline: '計測の誤りとは確認できない',
  agreeNote:
    'この判定のお知らせを受け取った全員に訂正を送ります。広がりのお知らせには、計測対象の名前を含めません。',
  confirmAgree: '計測の誤りと回答し、お知らせを受け取った全員に訂正を送ります。よろしいですか。',
  giveAnswer: '回答する',
};
