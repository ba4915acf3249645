import { describe, expect, it } from 'vitest';
import { ended, MINUTE, NIGHT, siteMatter } from '../desk-world.ts';
import { linesOf, manySites, messageOf, patternOf } from './letter-of.ts';

const OFFICE = { recipient: 'sector:gas', viewer: 'secretariat' as const };

describe('a letter of a flood', () => {
  it('lists fifty sites by member and counts the rest', () => {
    const message = messageOf({ ...OFFICE, matters: manySites(200, 2) });
    const lines = linesOf(message);
    expect(lines.length).toBeLessThan(60);
    expect(lines.filter((line) => line.startsWith('  - Gas '))).toHaveLength(25);
    expect(lines).toContain(
      '  - Gas 3: gas-6 (no answer confirmed since 22 Nov, 03:04), gas-7 (no answer confirmed since 22 Nov, 03:04)',
    );
    expect(lines).toContain('  - and 150 more sites');
    expect(message.subject).toContain('and 199 more');
  });

  it('does not name a site again that its pattern names', () => {
    const sites = manySites(40);
    const other = siteMatter({ key: 'site:gas-other', judgement: 'slow' });
    const message = messageOf({ ...OFFICE, matters: [patternOf(sites), ...sites, other] });
    const naming = linesOf(message).filter((line) => line.includes('gas-7'));
    expect(naming).toEqual(['  - Gas 7: gas-7 (no answer confirmed)']);
    expect(linesOf(message)).toContain('  Judged: slower than normal');
    expect(message.subject).toContain('and 1 more');
  });

  it('still tells the end of a site and a judgement that the pattern does not', () => {
    const sites = manySites(12);
    const [first, second, ...rest] = sites;
    if (first === undefined || second === undefined) throw new Error('no sites');
    const worse = {
      ...second,
      sites: second.sites.map((site) => ({ ...site, judgement: 'flapping' as const })),
    };
    const matters = [patternOf(sites), ended(first, NIGHT + 9 * MINUTE), worse, ...rest];
    const blocks = linesOf(messageOf({ ...OFFICE, matters })).filter((line) =>
      line.startsWith('  Judged: '),
    );
    expect(blocks).toHaveLength(2);
    expect(blocks.join()).toMatch(/recovered.*intermittent/);
  });

  it('tells a member of ten of its sites in full and lists the others', () => {
    const message = messageOf({ matters: manySites(30, 30) }, 'ja');
    const lines = linesOf(message);
    expect(lines.filter((line) => line.startsWith('  判定: '))).toHaveLength(10);
    const list = lines.find((line) => line.startsWith('  - 第0ガス：')) ?? '';
    expect(list.split('、gas-')).toHaveLength(20);
    expect(lines.length).toBeLessThan(90);
  });

  it('is as short for one matter alone, and marked as the whole is', () => {
    const matters = manySites(3);
    const { briefOf } = messageOf({ ...OFFICE, exercise: 'drill', matters });
    const [, second] = matters;
    if (second === undefined) throw new Error('no site');
    const { subject, text } = briefOf(second);
    expect(subject).toBe('[EXERCISE] [no answer confirmed] gas-1 (since 22 Nov, 03:04)');
    expect(text.split('\n').filter((line) => line !== '')).toEqual([
      '[EXERCISE]',
      '  Site: Gas 1 gas-1',
      '  Judged: no answer confirmed',
      '  Since: Sunday, 22 November 2026, 03:04',
      'Reference information.',
      '[EXERCISE]',
    ]);
  });
});

describe('a letter of a doubt of our own network', () => {
  const doubt = patternOf([], {
    ...{ key: 'prober', pattern: 'own-network' },
    why: { ja: '直近の30件のうち29件', en: '29 of the 30 sites probed last' },
  });
  const OPERATOR = { recipient: 'operator', viewer: 'operator' as const };

  it('says what was seen, what is held back and what to check', () => {
    const { text, subject } = messageOf({ ...OPERATOR, matters: [doubt] });
    expect(subject).toContain('[possibly the measuring side]');
    expect(text).toContain('The measuring side itself, its server or its line, may be in trouble.');
    expect(text).toContain('29 of the 30 sites probed last');
    expect(text).toContain('notices about sites are held back');
    expect(text).toContain('What to look at first');
    expect(messageOf({ ...OPERATOR, matters: [doubt] }, 'ja').text).toContain('控えています');
  });

  it('says that notices go on when it is over', () => {
    const over = ended(doubt, NIGHT + 10 * MINUTE);
    const { text } = messageOf({ ...OPERATOR, kind: 'recovery', matters: [over] });
    expect(text).toContain('Notices about sites are sent again.');
    expect(text).not.toContain('held back');
    expect(text).not.toContain('What to look at first');
  });
});

describe('a letter of an end', () => {
  const slow = siteMatter({ judgement: 'slow' });
  const at = NIGHT + 90 * MINUTE;

  it('says that what is slow still is, where it became the new normal', () => {
    const matters = [ended(slow, at, 'adopted')];
    const { subject, text } = messageOf({ kind: 'change', matters });
    expect(subject).toContain('[taken as the new normal]');
    expect(text).toContain('The slowness that we told you of goes on');
    expect(text).toContain('  Closed: Sunday, 22 November 2026, 04:34');
    expect(text).not.toMatch(/recovered|is over|It lasted|Until/);
    expect(messageOf({ kind: 'change', matters }, 'ja').text).toContain('今後はこれを平常として');
  });

  it('says that a pattern which became part of another has not ended', () => {
    const matters = [ended(patternOf([]), at, 'merged')];
    const { subject, text } = messageOf({ ...OFFICE, kind: 'change', matters });
    expect(subject).toContain('[part of another incident now: within one sector]');
    expect(text).toContain('has not ended: it is part of another incident now');
    expect(text).not.toMatch(/recovered|is over|, for /);
  });

  it('names the pattern that recovered', () => {
    const matters = [ended(patternOf([]), at)];
    const { subject, text } = messageOf({ ...OFFICE, kind: 'recovery', matters }, 'ja');
    expect(subject).toContain('【回復】【セプター内】');
    expect(text).toContain('■ セプター内：回復（2026年11月22日（日）03:04 から 1時間30分）');
  });
});

describe('the end of a letter', () => {
  const reminder = { kind: 'reminder' as const, matters: [siteMatter()] };
  const rowOf = (text: string, label: string) =>
    text.split('\n').find((line) => line.startsWith(`  ${label}: `));

  it('says to a member, an office and the operator how each acknowledges', () => {
    expect(rowOf(messageOf(reminder).text, 'To acknowledge')).toContain(
      'give the reference to the operator (https://yamabiko.example/contact) or your secretariat; you are then not reminded',
    );
    expect(rowOf(messageOf({ ...reminder, ...OFFICE }, 'ja').text, '受け取りの確認')).toBe(
      '  受け取りの確認: 照会番号を運用者（https://yamabiko.example/contact）へお伝えください。以後、この件の再度のお知らせは止まります。',
    );
    const { text } = messageOf({ ...reminder, recipient: 'operator', viewer: 'operator' });
    expect(rowOf(text, 'To acknowledge')).toContain('npx yamabiko acknowledge 20261122-1');
    expect(text).not.toContain('Whom to call');
  });

  it.each([
    ['what is over', { kind: 'recovery' as const, matters: [ended(siteMatter(), NIGHT)] }],
    ['a test', { kind: 'test' as const, matters: [] }],
    ['an observer', { ...reminder, recipient: 'observer:ministry', viewer: 'observer' as const }],
  ])('asks for no acknowledgement of %s', (_, notice) => {
    expect(rowOf(messageOf(notice).text, 'To acknowledge')).toBeUndefined();
  });
});

describe('what a member reads of others', () => {
  const sector = (id: string, name: string, ratio: number | null) => ({
    ...{ id, name: { ja: name, en: name }, fieldName: { ja: name, en: name } },
    ...{ band: { ja: '一部', en: 'some' }, ratio },
  });
  const own = sector('gas', 'Gas', 1.04);

  it('is its own sector once, by a label, and the ratio of those that answered', () => {
    const around = [patternOf([], { sectors: [sector('bank', 'Banks', null), own] })];
    const lines = linesOf(messageOf({ around, sectors: [{ ...own, ratio: 1.2 }] }));
    const at = lines.indexOf('  By sector:');
    expect(lines.slice(at + 1, at + 3)).toEqual([
      '  - Banks: some',
      '  - Gas: some (response time of the sites that answered: 1.0 times normal)',
    ]);
    expect(lines.filter((line) => line.includes('Gas: some'))).toHaveLength(1);
    expect(lines).not.toContain('  Your own sector:');
  });

  it('is its own sector alone, where no pattern has it', () => {
    const lines = linesOf(messageOf({ sectors: [own] }, 'ja'));
    const at = lines.indexOf('  貴団体のセプターの状況:');
    expect(lines[at + 1]).toBe('  - Gas: 一部（応答したサイトの応答時間は平常の 1.0 倍）');
  });
});

describe('the head of a letter', () => {
  it.each([
    ['a member', {}, 'ja', '㈱髙﨑ガス① 御中', '差出人: 架空協議会 山びこ（運用: 山びこ運用室）'],
    [
      'a member',
      {},
      'en',
      'To: Takasaki Gas',
      'From: Yamabiko (run by Yamabiko operations), Fictional Council',
    ],
    [
      'the council',
      { viewer: 'council' as const },
      'ja',
      '㈱髙﨑ガス① 御中',
      '差出人: 山びこ（運用: 山びこ運用室）',
    ],
  ] as const)('says to %s who writes: %o %s', (_, over, language, to, from) => {
    expect(linesOf(messageOf(over, language)).slice(0, 2)).toEqual([to, from]);
  });
});

describe('a letter of a change', () => {
  const before = { ja: 'セプター内', en: 'within one sector' };

  it('says what was told before of a site and of a pattern', () => {
    const site = siteMatter({ before: { ja: '平常時より遅い', en: 'slower than normal' } });
    const pattern = patternOf([], { pattern: 'cross-sector', before });
    const change = { ...OFFICE, kind: 'change' as const, matters: [pattern, site] };
    const lines = linesOf(messageOf(change));
    expect(lines).toContain('  Before: within one sector');
    expect(lines).toContain('  Before: slower than normal');
    expect(linesOf(messageOf(change, 'ja'))).toContain('  先のお知らせでは: セプター内');
  });
});
