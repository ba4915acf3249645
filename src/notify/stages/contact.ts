import { TELEPHONE } from '../refusal-texts.ts';
import type { Stage } from './stage.ts';

/** Nothing but its verification goes to a contact that was not verified, and nothing to a telephone. */
export const passContact: Stage = (_, { contact, isVerified }) => {
  if (contact.kind === 'telephone') {
    return { stage: 'contact', until: null, text: TELEPHONE };
  }
  if (isVerified) return null;
  return {
    stage: 'contact',
    until: null,
    text: {
      ja: '連絡先の到達が確かめられていません。確認のお知らせだけを送ります',
      en: 'the contact was not verified: only its verification goes to it',
    },
  };
};
