import { later } from './later.tsx';
import type { MemberPageProps } from './member-page.tsx';

export const MemberPage = later<MemberPageProps>(
  async () => (await import('./member-page.tsx')).MemberPage,
);
