import { DEFAULTS } from '../../src/config/defaults.ts';
import { PLAIN_CALENDAR } from '../../src/core/calendar.ts';
import type { Config, Member, Sector, Target } from '../../src/core/config.ts';

const SECTORS: readonly (readonly [id: string, field: string, ja: string, en: string])[] = [
  ['banking', 'finance', '架空銀行等セプター', 'Kakū banking CEPTOAR'],
  ['securities', 'finance', '架空証券セプター', 'Kakū securities CEPTOAR'],
  ['gas', 'gas', '架空ガスセプター', 'Kakū gas CEPTOAR'],
  ['local-government', 'government', '架空自治体セプター', 'Kakū local government CEPTOAR'],
  ['medical', 'medical', '架空医療セプター', 'Kakū medical CEPTOAR'],
  ['water', 'water', '架空水道セプター', 'Kakū water supply CEPTOAR'],
];

const FIELDS: Readonly<Record<string, readonly [ja: string, en: string]>> = {
  finance: ['金融', 'Finance'],
  gas: ['ガス', 'Gas'],
  government: ['政府・行政サービス', 'Government and administrative services'],
  medical: ['医療', 'Medical'],
  water: ['水道', 'Water'],
};

const NAMES: readonly (readonly [ja: string, en: string])[] = [
  ['架空', 'Kakū'],
  ['夢見', 'Yumemi'],
  ['例え', 'Tatoe'],
  ['幻', 'Maboroshi'],
  ['空想', 'Kūsō'],
  ['山彦', 'Yamahiko'],
  ['霞', 'Kasumi'],
  ['雲居', 'Kumoi'],
];

export interface CouncilShape {
  /** Default 6. */
  readonly sectors?: number;
  /** Default 5. */
  readonly sitesPerSector?: number;
  /** Sites of both families: every so manieth; default none. */
  readonly bothEvery?: number;
}

/** A whole configuration of fictional organisations under example.jp. */
export function councilOf(shape: CouncilShape = {}): Config {
  const { sectors = 6, sitesPerSector = 5, bothEvery = 0 } = shape;
  return {
    council: {
      name: { ja: '架空重要インフラ協議会', en: 'Kakū critical-infrastructure council' },
      timezone: 'Asia/Tokyo',
      publicUrl: null,
    },
    operator: null,
    vantage: 'tokyo-1',
    fields: Object.entries(FIELDS).map(([id, [ja, en]]) => ({ id, name: { ja, en } })),
    resolver: { servers: [] },
    probing: {
      maxInFlight: 100,
      perAddressConcurrency: 4,
      perAddressStartsPerSecond: 2,
      workers: null,
    },
    store: { ...DEFAULTS.store, kind: 'memory' },
    board: { host: '127.0.0.1', port: 8080, exposure: 'loopback' },
    calendar: PLAIN_CALENDAR,
    maintenance: [],
    reference: [],
    sectors: Array.from({ length: sectors }, (_, index) =>
      sectorOf(index, sitesPerSector, bothEvery),
    ),
    practice: true,
  };
}

function sectorOf(index: number, sites: number, bothEvery: number): Sector {
  const [id, field, ja, en] = SECTORS[index % SECTORS.length] ?? ['gas', 'gas', 'ガス', 'Gas'];
  const round = Math.floor(index / SECTORS.length);
  const own = round === 0 ? id : `${id}-${round + 1}`;
  return {
    id: own,
    field,
    name: { ja, en },
    secretariat: null,
    validFrom: null,
    validTo: null,
    alertsBy: 'service',
    allowPrivate: true,
    members: Array.from({ length: sites }, (_, site) => memberOf(own, site, bothEvery)),
  };
}

function memberOf(sector: string, index: number, bothEvery: number): Member {
  const id = `${sector}-${String(index + 1).padStart(4, '0')}`;
  const [ja, en] = NAMES[index % NAMES.length] ?? ['架空', 'Kakū'];
  const round = Math.floor(index / NAMES.length);
  const number = round === 0 ? '' : ` ${round + 1}`;
  const both = bothEvery > 0 && index % bothEvery === bothEvery - 1;
  return {
    id,
    code: null,
    name: { ja: `${ja}${SUFFIX_JA[sector] ?? ''}${number}`, en: `${en} ${sector}${number}` },
    contacts: [],
    targets: [targetOf(`${id}-home`, both)],
  };
}

const SUFFIX_JA: Readonly<Record<string, string>> = {
  banking: '銀行',
  securities: '証券',
  gas: 'ガス',
  'local-government': '市',
  medical: '病院',
  water: '水道局',
};

function targetOf(id: string, both: boolean): Target {
  return {
    id,
    url: null,
    practice: 'steady',
    enrolment: null,
    consent: 'counted',
    family: both ? 'both' : 4,
    schedule: '* * * * *',
    timeoutMs: 10_000,
    expect: { status: null, text: null },
    bodyLimitBytes: 262_144,
    facts: { operator: null },
    thresholds: { warnMs: null, criticalMs: null, failingShareRatio: null },
    secretariatSees: 'detail',
  };
}
