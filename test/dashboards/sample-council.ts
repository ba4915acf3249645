import type { CouncilData, TargetData, ThresholdData } from '../../dashboards/council-data.ts';
import type { DashboardJson } from '../../dashboards/frame.ts';
import { type Generated, type GenerateOptions, generate } from '../../dashboards/generate.ts';

const NONE: ThresholdData = { warnMs: null, criticalMs: null, failingShareRatio: null };

export function target(id: string, thresholds: Partial<ThresholdData> = {}): TargetData {
  return { id, thresholds: { ...NONE, ...thresholds }, isInSectorBucket: true };
}

const USUAL = { warnMs: 1500, criticalMs: 3000, failingShareRatio: 0.2 };

/**
 * Gas is alerted by Grafana, with two pairs of thresholds, a site with none and one whose samples are
 * in no sector's bucket; water is alerted by the service.
 */
export const COUNCIL: CouncilData = {
  name: { ja: '架空協議会', en: 'Fictional council' },
  timezone: 'Asia/Tokyo',
  publicUrl: 'https://board.example.jp',
  practice: false,
  sectors: [
    {
      id: 'gas',
      name: { ja: '架空ガス、東', en: 'Fictional gas, $East' },
      alertsBy: 'grafana',
      mails: ['office@gas.example.jp', 'night@gas.example.jp'],
      members: [
        {
          id: 'gas-0001',
          name: { ja: '架空ガス一', en: 'Gas one' },
          targets: [target('gas-0001-home', USUAL), target('gas-0001-login', USUAL)],
        },
        {
          id: 'gas-0002',
          name: { ja: '架空ガス二', en: 'Gas two' },
          targets: [
            target('gas-0002-home', { warnMs: 500, failingShareRatio: 0.5 }),
            target('gas-0002-bare'),
            { ...target('gas-0002-own', USUAL), isInSectorBucket: false },
          ],
        },
      ],
    },
    {
      id: 'water',
      name: { ja: '架空水道', en: 'Fictional water' },
      alertsBy: 'service',
      mails: ['office@water.example.jp'],
      members: [
        {
          id: 'water-0001',
          name: { ja: '架空水道一', en: 'Water one' },
          targets: [target('water-0001-home', USUAL)],
        },
      ],
    },
  ],
};

export const OPTIONS: GenerateOptions = {
  organisations: new Map([
    ['gas', 2],
    ['water', 3],
  ]),
  operatorMails: [],
  earlier: new Map(),
  mount: '/etc/yamabiko/dashboards',
};

export function generated(
  council: CouncilData = COUNCIL,
  options: Partial<GenerateOptions> = {},
): Generated {
  return generate(council, { ...OPTIONS, ...options });
}

export function dashboardAt(path: string): DashboardJson {
  const found = generated().dashboards.get(path);
  if (found === undefined) throw new Error(`no dashboard ${path}`);
  return found;
}
