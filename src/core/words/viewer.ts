export const VIEWER_KINDS = ['member', 'secretariat', 'council', 'observer', 'operator'] as const;
export type ViewerKind = (typeof VIEWER_KINDS)[number];

/** Who looks. Until accounts exist the operator is the only viewer there is. */
export type Viewer =
  | { readonly kind: 'member'; readonly member: string; readonly sector: string }
  | { readonly kind: 'secretariat'; readonly sector: string }
  | { readonly kind: 'council' }
  | { readonly kind: 'observer' }
  | { readonly kind: 'operator' };

export const OPERATOR: Viewer = Object.freeze({ kind: 'operator' });
