import { HttpRequestInterceptor } from '@mswjs/interceptors/http';
import { HttpResponse, http } from 'msw';
import { defineNetwork, InterceptorSource } from 'msw/experimental';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openOutgoing } from '../../../src/app/outgoing.ts';
import type { Outgoing } from '../../../src/core/ports/outgoing.ts';
import { createSlackChannel } from '../../../src/notify/channels/slack.ts';
import { createTeamsChannel } from '../../../src/notify/channels/teams.ts';
import type { RenderedMessage } from '../../../src/notify/message.ts';
import { entryTo, RENDERED } from './channel-entry.ts';

const SLACK = 'https://hooks.slack.test/services/T0/B0/secret';
const TEAMS = 'https://prod.logic.test/workflows/w0/triggers/manual/paths/invoke?sig=secret';

let outgoing: Outgoing;
let asked: string[] = [];
let answers: (() => Response)[] = [];
const accept = async ({ request }: { request: Request }) => {
  asked.push(await request.text());
  return (answers.shift() ?? (() => HttpResponse.text('ok')))();
};
const network = defineNetwork({
  sources: [new InterceptorSource({ interceptors: [new HttpRequestInterceptor()] })],
  handlers: [http.post(SLACK, accept), http.post(TEAMS.split('?')[0] ?? '', accept)],
  onUnhandledFrame: 'error',
  context: { quiet: true },
});

beforeAll(async () => {
  await network.enable();
  outgoing = await openOutgoing({});
});
afterAll(async () => {
  await outgoing.close();
  await network.disable();
});
afterEach(() => {
  asked = [];
  answers = [];
});

/** Of a secretariat that is told of 300 sites by name. */
const LONG: RenderedMessage = {
  ...RENDERED,
  subject: `【訓練】${'長い件名'.repeat(60)}`,
  text: [
    '【訓練】',
    '',
    ...Array.from(
      { length: 300 },
      (_, index) =>
        `・水道構成員${index}（<b>"配水" & 管理</b>）: 2026年11月22日（日）03:04 から応答を確認できません`,
    ),
    '',
    '外部からの計測に基づく参考情報であり、原因を断定するものではありません。',
    '【訓練】',
  ].join('\n'),
};

describe('a message to Slack', () => {
  const send = (rendered: RenderedMessage = RENDERED) =>
    createSlackChannel({ outgoing }, () => rendered).send(entryTo({ kind: 'slack', to: SLACK }));

  it('is plain text in blocks, with the subject for the notification', async () => {
    expect(await send()).toEqual({ kind: 'accepted' });
    expect(JSON.parse(asked[0] ?? '')).toEqual({
      text: RENDERED.subject,
      unfurl_links: false,
      unfurl_media: false,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: RENDERED.subject, emoji: false } },
        { type: 'section', text: { type: 'plain_text', text: RENDERED.text, emoji: false } },
      ],
    });
  });

  it('calls nobody and links nowhere, whatever a name holds', async () => {
    const subject = '<!channel> & <https://else.example|board>';
    await send({ ...RENDERED, subject, text: '<!here>' });
    const message = JSON.parse(asked[0] ?? '');
    expect(message.text).toBe('&lt;!channel&gt; &amp; &lt;https://else.example|board&gt;');
    expect(message.blocks.map((block: SlackBlock) => block.text)).toEqual([
      { type: 'plain_text', text: subject, emoji: false },
      { type: 'plain_text', text: '<!here>', emoji: false },
    ]);
  });

  it('keeps within what Slack takes, and says where it is shortened', async () => {
    await send(LONG);
    const { blocks } = JSON.parse(asked[0] ?? '') as { blocks: SlackBlock[] };
    const [header, ...sections] = blocks.map(({ text }) => text.text);
    expect(Array.from(header ?? '')).toHaveLength(150);
    expect(sections.length).toBeGreaterThan(3);
    for (const section of sections) expect(section.length).toBeLessThanOrEqual(3000);
    expect(sections.join('\n').length).toBeLessThanOrEqual(10_000);
    expect(sections[0]).toMatch(/^【訓練】\n/);
    expect(sections.at(-1)).toMatch(
      /参考情報であり、原因を断定するものではありません。\n【訓練】$/,
    );
    expect(sections.join('\n')).toContain('途中を省略しました');
  });

  it.each([
    [404, 'no_service', { kind: 'permanent', bounced: true }],
    [410, 'channel_is_archived', { kind: 'permanent', bounced: true }],
    [403, 'invalid_token', { kind: 'permanent', bounced: true }],
    [403, 'action_prohibited', { kind: 'permanent', bounced: false }],
    [400, 'invalid_payload', { kind: 'permanent', bounced: false }],
    [500, 'rollup_error', { kind: 'passing', retryAfterMs: null }],
  ])('answered %d %s is told apart', async (status, word, expected) => {
    answers = [() => HttpResponse.text(word, { status })];
    expect(await send()).toMatchObject({ ...expected, error: `HTTP ${status}: ${word}` });
  });

  it('waits as long as Slack asks, and never tells the address', async () => {
    answers = [() => HttpResponse.text('rate_limited', { status: 429, headers: RETRY })];
    expect(await send()).toMatchObject({ kind: 'passing', retryAfterMs: 30_000 });
    answers = [() => HttpResponse.error()];
    const delivery = await send();
    expect(delivery).toMatchObject({ kind: 'passing' });
    expect(JSON.stringify(delivery)).not.toContain('secret');
  });
});

const RETRY = { 'retry-after': '30' };

interface SlackBlock {
  readonly text: { readonly type: string; readonly text: string };
}

describe('a message to Teams', () => {
  const send = (rendered: RenderedMessage = RENDERED) =>
    createTeamsChannel({ outgoing }, () => rendered).send(entryTo({ kind: 'teams', to: TEAMS }));

  it('is a message with one Adaptive Card, a block a line and none of it Markdown', async () => {
    answers = [() => new HttpResponse(null, { status: 202 })];
    expect(await send()).toEqual({ kind: 'accepted' });
    const { type, attachments } = JSON.parse(asked[0] ?? '');
    expect(type).toBe('message');
    expect(attachments).toHaveLength(1);
    const [{ contentType, content }] = attachments;
    expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(content).toMatchObject({
      type: 'AdaptiveCard',
      version: '1.4',
      lang: 'ja',
      fallbackText: RENDERED.subject,
    });
    const [heading, ...lines] = content.body;
    expect(heading.inlines).toEqual([
      { type: 'TextRun', text: RENDERED.subject, weight: 'Bolder', size: 'Medium' },
    ]);
    expect(lines.map(textOfBlock)).toEqual(RENDERED.text.split('\n').filter((line) => line !== ''));
    expect(lines.map(({ spacing }: TeamsBlock) => spacing)).toEqual([
      'Medium',
      'Medium',
      'None',
      'Medium',
    ]);
    for (const block of content.body) expect(block.type).toBe('RichTextBlock');
  });

  it('keeps so small that Teams shows it, and says where it is shortened', async () => {
    await send(LONG);
    expect(Buffer.byteLength(asked[0] ?? '')).toBeLessThan(20_000);
    expect(Buffer.byteLength(asked[0] ?? '')).toBeGreaterThan(15_000);
    const lines = JSON.parse(asked[0] ?? '')
      .attachments[0].content.body.slice(1)
      .map(textOfBlock);
    expect(lines[0]).toBe('【訓練】');
    expect(lines.at(-1)).toBe('【訓練】');
    expect(lines.at(-2)).toContain('参考情報');
    expect(lines).toContain('（長いため、ここで途中を省略しました）');
  });

  it.each([
    [404, { code: 'WorkflowNotFound' }, { kind: 'permanent', bounced: true }],
    [401, { code: 'DirectApiAuthorizationRequired' }, { kind: 'permanent', bounced: false }],
    [400, { code: 'TriggerInputSchemaMismatch' }, { kind: 'permanent', bounced: false }],
    [502, { code: 'NoResponse' }, { kind: 'passing' }],
  ])('answered %d %j is told apart', async (status, error, expected) => {
    answers = [() => HttpResponse.json({ error }, { status })];
    const delivery = await send();
    expect(delivery).toMatchObject({ ...expected, error: expect.stringContaining(error.code) });
  });

  it('waits as long as Power Automate asks, and never tells the address', async () => {
    answers = [() => new HttpResponse(null, { status: 429, headers: RETRY })];
    expect(await send()).toMatchObject({ kind: 'passing', retryAfterMs: 30_000 });
    answers = [() => HttpResponse.error()];
    expect(JSON.stringify(await send())).not.toContain('secret');
  });
});

interface TeamsBlock {
  readonly spacing: string;
  readonly inlines: readonly { readonly text: string }[];
}

function textOfBlock({ inlines }: TeamsBlock): string | undefined {
  return inlines[0]?.text;
}
