import { OPERATORS_ORGANISATION } from '../src/core/grafana-names.ts';
import { alertRule, EVERY_SECONDS, type RuleSpec } from './alert-rule.ts';
import type { CouncilData, SectorData } from './council-data.ts';
import { CONTACT_POINT_UID, type MailContact, mailContactPoint } from './mail.ts';
import { RULES_FOLDER } from './naming.ts';
import { operatorRules } from './operator-rules.ts';
import type { AlertRulesFile, ContactPointsFile, PoliciesFile } from './provisioning-shapes.ts';
import { sectorRules } from './sector-rules.ts';

/** What Grafana provisions alerting from, for all organisations. */
export interface Alerting {
  readonly rules: AlertRulesFile;
  readonly contactPoints: ContactPointsFile;
  readonly policies: PoliciesFile;
}

export interface AlertingOptions {
  /** Ids of the sectors' organisations. */
  readonly organisations: ReadonlyMap<string, number>;
  /** Mail addresses of the operators; without any, their organisation keeps its own contact points. */
  readonly operatorMails: readonly string[];
  /** What earlier files provisioned, by organisation. */
  readonly earlier: ProvisionedBefore;
}

/** What was ever provisioned in an organisation. */
export interface Provisioned {
  /** Uids of rules. */
  readonly rules: readonly string[];
  /** It has a contact point and policies of ours. */
  readonly isTold: boolean;
}

/** By the id of the organisation. */
export type ProvisionedBefore = ReadonlyMap<number, Provisioned>;

/** The rules and the people of one organisation. */
interface Part extends MailContact {
  readonly rules: readonly RuleSpec[];
}

/** Whether Grafana alerts this sector's secretariat: asked to, and with somebody to tell. */
export function isAlerted({ alertsBy, mails }: SectorData): boolean {
  return alertsBy === 'grafana' && mails.length > 0;
}

/**
 * Rules, contact points and policies. Grafana keeps what a file no longer holds, so what was
 * provisioned earlier and is gone is named for deletion: a sector that the service alerts again must
 * not be alerted twice.
 */
export function alertingOf(council: CouncilData, options: AlertingOptions): Alerting {
  const parts = [operatorsPart(options.operatorMails), ...sectorParts(council, options)];
  const told = parts.filter(({ mails }) => mails.length > 0);
  const abandoned = [...options.earlier].flatMap(([orgId, { isTold }]) =>
    isTold && !told.some((part) => part.orgId === orgId) ? [orgId] : [],
  );
  return {
    rules: {
      apiVersion: 1,
      groups: parts.map(groupOf),
      deleteRules: retired(parts, options.earlier),
    },
    contactPoints: {
      apiVersion: 1,
      contactPoints: told.map(mailContactPoint),
      deleteContactPoints: abandoned.map((orgId) => ({ orgId, uid: CONTACT_POINT_UID })),
    },
    policies: { apiVersion: 1, policies: told.map(policyOf), resetPolicies: abandoned },
  };
}

function operatorsPart(mails: readonly string[]): Part {
  const name = '山びこ 運用担当 (Yamabiko operators)';
  return { orgId: OPERATORS_ORGANISATION, name, mails, rules: operatorRules() };
}

function sectorParts(council: CouncilData, { organisations }: AlertingOptions): readonly Part[] {
  return council.sectors.filter(isAlerted).flatMap((sector) => {
    const orgId = organisations.get(sector.id);
    if (orgId === undefined) return [];
    const name = '事務局 (Secretariat)';
    return [
      { orgId, name, mails: sector.mails, rules: sectorRules(sector, sectorsWithBand(council)) },
    ];
  });
}

function groupOf({ orgId, rules }: Part): AlertRulesFile['groups'][number] {
  return {
    orgId,
    name: 'yamabiko',
    folder: RULES_FOLDER,
    interval: `${EVERY_SECONDS}s`,
    rules: rules.map(alertRule),
  };
}

function retired(
  parts: readonly Part[],
  earlier: ProvisionedBefore,
): AlertRulesFile['deleteRules'] {
  return [...earlier].flatMap(([orgId, { rules: uids }]) => {
    const current = new Set(
      parts
        .filter((part) => part.orgId === orgId)
        .flatMap(({ rules }) => rules.map(({ uid }) => uid)),
    );
    return uids.filter((uid) => !current.has(uid)).map((uid) => ({ orgId, uid }));
  });
}

/** One message for all sites of a rule: a time-out of a whole sector is one mail. */
function policyOf({ orgId, name }: Part): PoliciesFile['policies'][number] {
  return {
    orgId,
    receiver: name,
    group_by: ['alertname'],
    group_wait: '1m',
    group_interval: '10m',
    repeat_interval: '12h',
  };
}

/** Members below which nothing is released of a sector. */
const FEWEST_FOR_BAND = 5;

/** Sectors of which a band can be released; the others are never at some or above. */
function sectorsWithBand({ sectors }: CouncilData): number {
  return sectors.filter(({ members }) => members.length >= FEWEST_FOR_BAND).length;
}
