import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { channelByGiver } from '../../../src/app/notices/given-channels.ts';
import { NoticeChannels } from '../../../src/app/notices/notice-channels.ts';
import { openOutgoing } from '../../../src/app/outgoing.ts';
import type { Config } from '../../../src/core/config.ts';
import { type Contact, PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';
import { createSlackChannel } from '../../../src/notify/channels/slack.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { entryTo, noticeWith, RENDERED } from '../../notify/channels/channel-entry.ts';
import { type DnsServer, startDnsServer } from '../../support/dns-server.ts';
import { type HookReceiver, startHookReceiver } from '../../support/hook-receiver.ts';

const NAME = 'hook.example.jp';

let hook: HookReceiver;
let dns: DnsServer;
let port: string;
beforeEach(async () => {
  hook = await startHookReceiver('key');
  dns = await startDnsServer({ [NAME]: { addresses: ['127.0.0.1', '::1'] } });
  port = new URL(hook.origin).port;
  onTestFinished(async () => {
    await hook.close();
    await dns.close();
  });
});

const slackAt = (to: string) => ({ kind: 'slack', to }) as const;

/** As the files have it: one member, reached at these. */
function filesWith(...urls: readonly string[]): Config {
  const contacts: readonly Contact[] = urls.map((to) => ({ ...PLAIN_CONTACT, ...slackAt(to) }));
  const gas = { ...member('gas-0001', [target('gas-0001-home')]), contacts };
  return { ...councilOf([sector('gas', [gas])]), resolver: { servers: [dns.address] } };
}

async function slackOf(files: Config) {
  const places = { configDir: null, environment: {} };
  const parts = { config: files, files: () => files, render: () => RENDERED };
  const channels = await NoticeChannels.open({ ...parts, ...places });
  onTestFinished(() => channels.close());
  const slack = channels.byKind.get('slack');
  if (slack === undefined) throw new Error('no channel');
  return slack;
}

describe('what a member gave on the board', () => {
  it.each([
    ['a name that leads to this computer', () => `http://${NAME}:${port}/`],
    ['an address of this computer', () => `http://127.0.0.1:${port}/`],
    ['an IPv6 address of this computer', () => `http://[::1]:${port}/`],
  ])('is not connected to where it is %s', async (_, urlOf) => {
    const slack = await slackOf(filesWith());
    const delivery = await slack.send(entryTo(slackAt(urlOf())));
    const error = expect.stringContaining('leads to no public address');
    expect(delivery).toEqual({ kind: 'passing', error, retryAfterMs: null });
    expect(hook.connections).toBe(0);
  });

  it('is told by its status alone, and is connected to where the address is one that may be', async () => {
    const guard = { isReachable: () => true, servers: [dns.address] };
    const outgoing = await openOutgoing({}, guard);
    onTestFinished(() => outgoing.close());
    const given = createSlackChannel({ outgoing }, () => RENDERED);
    const slack = channelByGiver({ ofFiles: given, given, files: () => filesWith() });
    const entry = entryTo(slackAt(`http://${NAME}:${port}/`));
    hook.answerWith(
      { status: 404, body: 'what an intranet says' },
      { status: 400, body: 'no_team and more' },
      { status: 503, body: 'busy' },
    );
    const gone = { kind: 'permanent', error: 'HTTP 404', bounced: true };
    expect(await slack.send(entry)).toEqual(gone);
    expect(await slack.send(entry)).toEqual({ ...gone, error: 'HTTP 400' });
    expect(await slack.send(entry)).toMatchObject({ kind: 'passing', error: 'HTTP 503' });
    expect(await slack.send(entry)).toEqual({ kind: 'accepted' });
    expect(hook.received).toHaveLength(4);
  });

  it('says that a name is not there', async () => {
    const slack = await slackOf(filesWith());
    const delivery = await slack.send(entryTo(slackAt(`http://none.example.jp:${port}/`)));
    expect(delivery).toMatchObject({
      kind: 'passing',
      error: expect.stringContaining('ENOTFOUND'),
    });
  });
});

describe('what the files have', () => {
  it('may be internal, and its answer is told', async () => {
    const slack = await slackOf(filesWith(`${hook.origin}/`));
    hook.answerWith({ status: 404, body: 'no such hook' });
    expect(await slack.send(entryTo(slackAt(`${hook.origin}/`)))).toMatchObject({
      error: 'HTTP 404: no such hook',
    });
  });

  it('is what an office has', async () => {
    const slack = await slackOf(filesWith());
    const notice = noticeWith({ recipient: 'council', viewer: 'council' });
    expect(await slack.send(entryTo(slackAt(`${hook.origin}/`), notice))).toEqual({
      kind: 'accepted',
    });
  });
});
