import { OPERATORS_ORGANISATION } from '../src/core/grafana-names.ts';
import { LANGUAGES } from '../src/core/words/language.ts';
import {
  type Alerting,
  type AlertingOptions,
  alertingOf,
  type ProvisionedBefore,
} from './alerting.ts';
import type { CouncilData, SectorData } from './council-data.ts';
import { dashboardsOf } from './dashboards-of.ts';
import { FOLDERS } from './naming.ts';
import { plainText } from './plain-text.ts';
import {
  alertRulesShape,
  contactPointsShape,
  type DashboardProvidersFile,
  dashboardProvidersShape,
  policiesShape,
} from './provisioning-shapes.ts';
import type { Json } from './without-unknown.ts';

export interface GenerateOptions extends AlertingOptions {
  /** Where Grafana finds the folder of what is generated. */
  readonly mount: string;
}

/** Everything that is generated. */
export interface Generated {
  /** Dashboards by path, with `/`. */
  readonly dashboards: ReadonlyMap<string, Readonly<Record<string, Json>>>;
  /** Files of provisioning by path. */
  readonly provisioning: ReadonlyMap<string, object>;
  readonly ruleCount: number;
  /** What was ever provisioned, this included. */
  readonly provisioned: ProvisionedBefore;
}

/** The same for the same council and options; throws a ZodError for a file of a shape that is not Grafana's. */
export function generate(council: CouncilData, options: GenerateOptions): Generated {
  const alerting = alertingOf(council, options);
  return {
    dashboards: allDashboards(council),
    provisioning: new Map<string, object>([
      [
        'provisioning/dashboards/yamabiko.yaml',
        dashboardProvidersShape.parse(providersOf(council, options)),
      ],
      ['provisioning/alerting/yamabiko-rules.yaml', alertRulesShape.parse(alerting.rules)],
      [
        'provisioning/alerting/yamabiko-contact-points.yaml',
        contactPointsShape.parse(alerting.contactPoints),
      ],
      ['provisioning/alerting/yamabiko-policies.yaml', policiesShape.parse(alerting.policies)],
    ]),
    ruleCount: alerting.rules.groups.reduce((sum, { rules }) => sum + rules.length, 0),
    provisioned: everProvisioned(alerting, options.earlier),
  };
}

/** The operators' set, then a set a sector. */
function setsOf(council: CouncilData): readonly (SectorData | null)[] {
  return [null, ...council.sectors];
}

function folderOf(sector: SectorData | null): string {
  return sector === null ? 'operators' : `sectors/${sector.id}`;
}

function allDashboards(council: CouncilData): Generated['dashboards'] {
  return new Map(
    setsOf(council).flatMap((sector) =>
      LANGUAGES.flatMap((language) =>
        [...dashboardsOf({ language, council, sector })].map(
          ([kind, dashboard]) =>
            [`${folderOf(sector)}/${language}/${kind}.json`, dashboard] as const,
        ),
      ),
    ),
  );
}

function providersOf(
  council: CouncilData,
  { organisations, mount }: GenerateOptions,
): DashboardProvidersFile {
  return {
    apiVersion: 1,
    providers: setsOf(council).flatMap((sector) => {
      const orgId = sector === null ? OPERATORS_ORGANISATION : organisations.get(sector.id);
      if (orgId === undefined) return [];
      return LANGUAGES.map((language) => ({
        name: plainText(`yamabiko ${folderOf(sector)} ${language}`),
        orgId,
        folder: FOLDERS[language].title,
        folderUid: FOLDERS[language].uid,
        type: 'file' as const,
        disableDeletion: false,
        allowUiUpdates: false,
        updateIntervalSeconds: 60,
        options: {
          path: `${mount}/${folderOf(sector)}/${language}`,
          foldersFromFilesStructure: false,
        },
      }));
    }),
  };
}

function everProvisioned(
  { rules, contactPoints }: Alerting,
  earlier: ProvisionedBefore,
): ProvisionedBefore {
  const orgIds = new Set([...earlier.keys(), ...rules.groups.map(({ orgId }) => orgId)]);
  return new Map(
    [...orgIds]
      .sort((a, b) => a - b)
      .map((orgId) => {
        const before = earlier.get(orgId) ?? { rules: [], isTold: false };
        const now = rules.groups.filter((group) => group.orgId === orgId);
        const uids = now.flatMap((group) => group.rules.map(({ uid }) => uid));
        const isTold = contactPoints.contactPoints.some((each) => each.orgId === orgId);
        return [
          orgId,
          {
            rules: [...new Set([...before.rules, ...uids])].sort(),
            isTold: before.isTold || isTold,
          },
        ];
      }),
  );
}
