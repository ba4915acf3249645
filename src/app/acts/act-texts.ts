import type { Text } from '../../core/words/language.ts';

/** Why something was not done that who asked may do. */

export const NO_RECIPIENT: Text = {
  ja: 'お知らせの宛先が登録されていないため、一時停止するものがありません',
  en: 'no contact of yours is registered, so there are no messages to silence',
};

export const ALREADY_STOPPED: Text = {
  ja: '計測は既に停止しています',
  en: 'its measuring was stopped before',
};

export const NOT_STOPPED: Text = {
  ja: '計測は停止していません',
  en: 'its measuring is not stopped',
};

export const ALREADY_PROPOSED: Text = {
  ja: '既に提案されていて、運用者の返答を待っています',
  en: 'it was proposed before and waits for the operator',
};

export const ALREADY_MEASURED: Text = {
  ja: 'その URL は既に計測しています',
  en: 'that URL is measured already',
};

export const NO_URL: Text = {
  ja: 'http か https の URL を、利用者名・パスワード・「#」以降なしで入力してください',
  en: 'give an http or https URL, without user name, password or a part after "#"',
};

export const NOT_DEAD: Text = {
  ja: 'そのお知らせは、送信できなかったものではなくなっています',
  en: 'that notice is none of those that were given up any more',
};

export const DRILL_RUNS: Text = {
  ja: '訓練が行われています。先にそれを終えてください',
  en: 'a drill is running; end it first',
};

export const NO_DRILL: Text = {
  ja: '行われている訓練はありません',
  en: 'no drill is running',
};
