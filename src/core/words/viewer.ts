import type { Text } from './language.ts';

export const VIEWER_KINDS = ['member', 'secretariat', 'council', 'observer', 'operator'] as const;
export type ViewerKind = (typeof VIEWER_KINDS)[number];

/** In the middle of a sentence. */
export const VIEWER_NAMES: Readonly<Record<ViewerKind, Text>> = {
  member: { ja: '構成員', en: 'a member' },
  secretariat: { ja: '事務局', en: 'a secretariat' },
  council: { ja: '協議会', en: 'the council' },
  observer: { ja: 'オブザーバー', en: 'an observer' },
  operator: { ja: '運用者', en: 'the operator' },
};

/** Who looks. Until accounts exist the operator is the only viewer there is. */
export type Viewer =
  | { readonly kind: 'member'; readonly member: string; readonly sector: string }
  | { readonly kind: 'secretariat'; readonly sector: string }
  | { readonly kind: 'council' }
  | { readonly kind: 'observer' }
  | { readonly kind: 'operator' };

export const OPERATOR: Viewer = Object.freeze({ kind: 'operator' });
