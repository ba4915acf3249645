import type { Approval } from '../../config/removal-approval.ts';
import type { ReloadProblem } from '../../core/ports/reload-status.ts';
import type { Text } from '../../core/words/language.ts';

/** Why an approval of removals that was given does not hold; empty where none was. */
export function approvalProblems(approval: Approval): readonly ReloadProblem[] {
  if (approval.kind === 'unreadable') return [{ file: null, line: null, text: approval.text }];
  return approval.kind === 'other' ? [{ file: null, line: null, text: OTHER }] : [];
}

const OTHER: Text = {
  ja: '承認はありましたが、今回外れる計測対象に対するものではないか、24 時間を過ぎているため使いませんでした。npx yamabiko plan で内容を確かめ、改めて承認してください',
  en: 'an approval was given, but not for the sites that go now, or more than 24 hours ago, and was not used; look at npx yamabiko plan and approve again',
};
