import type { Language } from '../src/core/words/language.ts';

/**
 * Names by which dashboards, alert rules and Grafana's folders find one another. A uid is unique
 * within an organisation, holds at most 40 characters, and never changes.
 */

export const DASHBOARD_KINDS = ['overview', 'sector', 'target', 'prober'] as const;
export type DashboardKind = (typeof DASHBOARD_KINDS)[number];

/** The same in every organisation; `-en` marks the English set. */
export function dashboardUid(kind: DashboardKind, language: Language): string {
  return `yamabiko-${kind}${language === 'en' ? '-en' : ''}`;
}

/** The tag by which the dashboards of one language link one another. */
export function languageTag(language: Language): string {
  return `yamabiko-${language}`;
}

export interface Folder {
  readonly title: string;
  readonly uid: string;
}

/** Folders of Grafana that hold the dashboards, one a language. */
export const FOLDERS: Readonly<Record<Language, Folder>> = {
  ja: { title: '山びこ', uid: 'yamabiko-ja' },
  en: { title: 'Yamabiko (English)', uid: 'yamabiko-en' },
};

/** Folder of Grafana that holds the alert rules. */
export const RULES_FOLDER = '山びこ アラート (Yamabiko alerts)';

/** Where Grafana finds the folder of generated dashboards, if nothing else is said. */
export const DASHBOARDS_MOUNT = '/etc/yamabiko/dashboards';
