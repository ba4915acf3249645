import type { NoticeMatter } from '../../core/words/notice.ts';
import type { Render } from '../message.ts';
import { toldIdOf } from '../told-as.ts';
import { letterHtml, letterText } from './letter.ts';
import { momentWords } from './moment-words.ts';
import { noticeJson } from './notice-json.ts';
import { briefLetter, noticeLetter } from './notice-letter.ts';
import { subjectOf } from './subject.ts';
import type { WordingContext } from './wording-context.ts';

/** Puts entries of the outbox into words; `context` is asked each time, so that it is of now. */
export function renderBy(context: () => WordingContext): Render {
  return (entry) => {
    const { notice, marking, to } = entry;
    const { language } = to;
    const now = context();
    const moments = momentWords(language, now.timezone);
    const subject = subjectOf(notice, language, moments);
    const letter = noticeLetter(notice, marking, language, now);
    const [first] = notice.matters;
    const linkOf = (matter: NoticeMatter | undefined) => {
      const id = matter === undefined ? null : toldIdOf(notice, matter);
      if (now.publicUrl === null || id === null || matter?.isUnlisted) return null;
      return `${now.publicUrl}/incidents/${encodeURIComponent(id)}`;
    };
    return {
      subject,
      text: letterText(letter),
      html: letterHtml(letter, { language, title: subject }),
      json: noticeJson(entry),
      link: linkOf(first),
      briefOf(matter) {
        const alone = { ...notice, matters: [matter] };
        const brief = briefLetter(alone, language, now);
        const said = { subject: subjectOf(alone, language, moments), text: letterText(brief) };
        return { ...said, link: linkOf(matter) };
      },
    };
  };
}
