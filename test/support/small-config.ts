import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SmallConfig {
  /** One member and target each: `gas-0-home`, `gas-1-home`, … */
  readonly urls: readonly string[];
  /** Default the system's. */
  readonly resolver?: string;
}

/** Writes a council of one sector, whose sites may be on this machine, measured each second. */
export function writeSmallConfig(folder: string, { urls, resolver }: SmallConfig): void {
  mkdirSync(join(folder, 'sectors'));
  const council = {
    council: { name: { ja: '架空協議会', en: 'Fictional council' } },
    operator: {
      name: { ja: '架空事務局', en: 'Fictional office' },
      contactUrl: 'https://www.example.jp/measurement',
    },
    vantage: 'test',
    fields: [{ id: 'gas', name: { ja: 'ガス', en: 'Gas' } }],
    defaults: {
      schedule: '* * * * * *',
      timeout: '900ms',
      // All of them have the address of this machine.
      limits: {
        perAddressConcurrency: 2 * urls.length,
        perAddressStartsPerSecond: 2 * urls.length,
      },
    },
    ...(resolver === undefined ? {} : { resolver: { servers: [resolver] } }),
  };
  const enrolment = { by: 'test', on: '2026-10-01', reference: 'test' };
  const sector = {
    sector: {
      id: 'gas',
      field: 'gas',
      name: { ja: '架空ガス', en: 'Fictional gas' },
      allowPrivate: true,
    },
    members: urls.map((url, n) => ({
      id: `gas-${n}`,
      name: { ja: `架空${n}`, en: `Fictional ${n}` },
      targets: [{ id: `gas-${n}-home`, url, enrolment }],
    })),
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'yamabiko.yaml'), JSON.stringify(council));
  writeFileSync(join(folder, 'sectors/gas.yaml'), JSON.stringify(sector));
}
