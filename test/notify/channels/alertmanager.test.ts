import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openOutgoing } from '../../../src/app/outgoing.ts';
import type { Outgoing } from '../../../src/core/ports/outgoing.ts';
import type { Notice, NoticeMatter } from '../../../src/core/words/notice.ts';
import { createAlertmanagerChannel } from '../../../src/notify/channels/alertmanager.ts';
import type { RenderedMessage } from '../../../src/notify/message.ts';
import {
  type AlertmanagerServer,
  startAlertmanagerServer,
} from '../../support/alertmanager-server.ts';
import { type HookReceiver, startHookReceiver } from '../../support/hook-receiver.ts';
import { needs } from '../../support/needs.ts';
import { entryTo, matterWith, noticeWith, RENDERED } from './channel-entry.ts';

const DAY_MS = 86_400_000;
const OF_MANY = { pattern: 'sector-wide', weight: 'pattern', sites: [] } as const;

describe.skipIf(!needs('prometheus-alertmanager'))('an Alertmanager', () => {
  let outgoing: Outgoing;
  let hook: HookReceiver;
  let server: AlertmanagerServer;
  let told = 0;

  beforeAll(async () => {
    outgoing = await openOutgoing({});
    hook = await startHookReceiver('unused');
    server = await startAlertmanagerServer(hook.origin);
  });
  afterAll(async () => {
    await server.close();
    await Promise.all([hook.close(), outgoing.close()]);
  });
  afterEach(() => {
    told = hook.received.length;
  });

  /** `status severity matter` of what it told its own receiver in this test. */
  const tellings = () =>
    hook.received
      .slice(told)
      .flatMap(({ body }) =>
        (JSON.parse(body).alerts as { status: string; labels: Record<string, string> }[]).map(
          ({ status, labels }) => `${status} ${labels['severity']} ${labels['matter']}`,
        ),
      );

  const send = (change: Partial<Notice>, rendered: RenderedMessage = RENDERED, url = server.url) =>
    createAlertmanagerChannel({ outgoing }, () => rendered).send(
      entryTo({ kind: 'alertmanager', to: url }, noticeWith({ at: Date.now(), ...change })),
    );

  const siteWith = (target: string, change: Partial<NoticeMatter> = {}): NoticeMatter => {
    const matter = matterWith({ key: `site:${target}`, since: Date.now() - 60_000, ...change });
    return { ...matter, sites: matter.sites.map((site) => ({ ...site, target })) };
  };

  const activeOf = async (matter: string) =>
    (await server.alerts()).filter(({ labels }) => labels['matter'] === matter);

  it('has an alert of a matter until its recovery is told', async () => {
    const matter = siteWith('one');
    expect(await send({ matters: [matter] })).toEqual({ kind: 'accepted' });
    await expect.poll(tellings).toEqual(['firing critical site:one']);
    const [alert, ...others] = await activeOf('site:one');
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      labels: {
        alertname: 'YamabikoSite',
        severity: 'critical',
        matter: 'site:one',
        recipient: 'member:gas-0001',
        target: 'one',
        member: 'gas-0001',
        sector: 'gas',
      },
      annotations: {
        summary: RENDERED.subject,
        description: RENDERED.text,
        reference: 'YB-20261122-0304-7f3a',
        marking: 'TLP:AMBER+STRICT',
        incident: 'i-1',
        pattern: 'single',
      },
      startsAt: new Date(matter.since).toISOString(),
      generatorURL: RENDERED.link,
    });
    expect(alert?.labels).not.toHaveProperty('exercise');
    expect(Date.parse(alert?.endsAt ?? '')).toBeGreaterThan(Date.now() + 6 * DAY_MS);

    const endedAt = Date.now() - 1000;
    await send({ kind: 'recovery', matters: [{ ...matter, endedAt, ending: 'recovered' }] });
    await expect.poll(tellings).toEqual(['firing critical site:one', 'resolved critical site:one']);
    expect(await activeOf('site:one')).toEqual([]);
  });

  it('is told once what is sent twice', async () => {
    const matter = siteWith('two');
    await send({ matters: [matter] });
    await send({ matters: [matter] });
    await send({ matters: [siteWith('two-after')] });
    await expect
      .poll(() => tellings().toSorted())
      .toEqual(['firing critical site:two', 'firing critical site:two-after']);
    expect(await activeOf('site:two')).toHaveLength(1);
  });

  it('has one alert of a matter that gets worse, and resolves nothing that never was', async () => {
    const matter = siteWith('three', { weight: 'slow' });
    await send({ matters: [matter] });
    await expect.poll(tellings).toEqual(['firing warning site:three']);
    await send({ kind: 'change', matters: [{ ...matter, weight: 'failing' }] });
    await expect
      .poll(() => tellings().toSorted())
      .toEqual([
        'firing critical site:three',
        'firing warning site:three',
        'resolved warning site:three',
      ]);
    expect((await activeOf('site:three')).map(({ labels }) => labels['severity'])).toEqual([
      'critical',
    ]);
  });

  it('ends the alert of a message that is corrected', async () => {
    const matter = siteWith('four');
    await send({ matters: [matter] });
    await expect.poll(tellings).toEqual(['firing critical site:four']);
    const endedAt = Date.now() - 1000;
    await send({ kind: 'correction', matters: [{ ...matter, endedAt, ending: 'withdrawn' }] });
    await expect
      .poll(tellings)
      .toEqual(['firing critical site:four', 'resolved critical site:four']);
  });

  it('is told of hundreds of sites in requests that grow with their number alone', async () => {
    const matters = Array.from({ length: 300 }, (_, n) => siteWith(`flood-${n}`));
    const posted: number[] = [];
    const counting: Outgoing = {
      ...outgoing,
      stream(request) {
        posted.push(String(request.body).length);
        return outgoing.stream(request);
      },
    };
    const channel = createAlertmanagerChannel({ outgoing: counting }, () => RENDERED);
    const entry = entryTo(
      { kind: 'alertmanager', to: server.url },
      noticeWith({ at: Date.now(), matters }),
    );
    expect(await channel.send(entry)).toEqual({ kind: 'accepted' });
    expect(posted).toHaveLength(3);
    expect(Math.max(...posted)).toBeLessThan(200_000);
    const active = await server.alerts();
    const ours = active.filter(({ labels }) => labels['matter']?.startsWith('site:flood-'));
    expect(ours).toHaveLength(300);
    const one = ours.find(({ labels }) => labels['matter'] === 'site:flood-7');
    expect(one?.annotations).toMatchObject({
      summary: 'subject of site:flood-7',
      description: 'text of site:flood-7',
    });
  });

  it('tells patterns, doubts of the own network and exercises apart by labels', async () => {
    await send({
      ...{ recipient: 'operator', viewer: 'operator', exercise: 'drill' },
      matters: [
        matterWith({ key: 'pattern:i-9', incident: 'i-9', ...OF_MANY }),
        matterWith({ key: 'prober', pattern: 'own-network', weight: 'pattern', sites: [] }),
      ],
    });
    await expect.poll(async () => (await activeOf('prober')).length).toBe(1);
    const [pattern] = await activeOf('pattern:i-9');
    const [prober] = await activeOf('prober');
    expect(pattern?.labels).toEqual({
      alertname: 'YamabikoPattern',
      severity: 'critical',
      matter: 'pattern:i-9',
      recipient: 'operator',
      exercise: 'drill',
    });
    expect(prober?.labels['alertname']).toBe('YamabikoProber');
  });

  it('has one alert of a pattern from its beginning to its end, by the id that its reader knows', async () => {
    const wide = { incident: '20261122-9', toldAs: 'pattern-1795284000000-1' };
    const pattern = matterWith({ key: 'pattern:20261122-9', ...wide, ...OF_MANY });
    await send({ viewer: 'council', recipient: 'council', matters: [pattern] });
    const matter = 'pattern:pattern-1795284000000-1';
    await expect.poll(tellings).toEqual([`firing critical ${matter}`]);
    const [alert] = await activeOf(matter);
    expect(alert?.annotations).toMatchObject({ incident: wide.toldAs });
    expect(JSON.stringify(alert)).not.toContain('20261122-9');
    const ended = { ...pattern, endedAt: Date.now() - 1000, ending: 'recovered' } as const;
    await send({ viewer: 'council', recipient: 'council', kind: 'recovery', matters: [ended] });
    await expect
      .poll(tellings)
      .toEqual([`firing critical ${matter}`, `resolved critical ${matter}`]);
  });

  it('has for minutes what is about no matter', async () => {
    const notice = { kind: 'test', matters: [], at: Date.now() - DAY_MS } as const;
    await send(notice, { ...RENDERED, link: null });
    const found = (await server.alerts()).filter(
      ({ labels }) => labels['alertname'] === 'YamabikoNotice',
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.labels).toMatchObject({ severity: 'info', kind: 'test' });
    const left = Date.parse(found[0]?.endsAt ?? '') - Date.now();
    expect(left).toBeGreaterThan(200_000);
    expect(left).toBeLessThanOrEqual(300_000);
  });

  it('refuses what is no alert for good, and is not found at another address', async () => {
    const matters = [siteWith('five')];
    const unfit = await send({ matters }, { ...RENDERED, link: 'no address' });
    expect(unfit).toMatchObject({ kind: 'permanent', bounced: false });
    const elsewhere = await send({ matters }, RENDERED, `${server.url}/elsewhere/`);
    expect(elsewhere).toMatchObject({ kind: 'permanent', bounced: true });
  });
});
