import { z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { ask } from './http-client.ts';

const described = z.object({
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()) })),
});

const documentSchema = z.object({
  openapi: z.string(),
  info: z.object({ description: z.string() }),
  paths: z.record(z.string(), z.object({ get: described.optional(), post: described.optional() })),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

const { sources } = createFixture(councilOf({ sectors: 1, sitesPerSector: 1 }));
let board: Board;
let document: z.infer<typeof documentSchema>;

beforeAll(async () => {
  board = await startFixtureBoard(sources);
  const answer = await ask(`${board.url}/api/openapi.json`);
  document = documentSchema.parse(JSON.parse(answer.text));
});

afterAll(async () => await board.close());

describe('the OpenAPI document', () => {
  it('is of version 3.1 and bears the standing sentence', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info.description).toContain('does not establish');
  });

  it('describes every route that answers data, and each answers as it says', async () => {
    const gets = Object.entries(document.paths).filter(([, { get }]) => get !== undefined);
    expect(gets.map(([path]) => path).toSorted()).toEqual([
      '/api/audit',
      '/api/audit/chain',
      '/api/audit/lines',
      '/api/council',
      '/api/day',
      '/api/drills',
      '/api/export/bands',
      '/api/export/incident-list',
      '/api/export/incidents',
      '/api/export/ratios',
      '/api/export/samples/{id}',
      '/api/export/sectors/{id}/sites',
      '/api/incidents',
      '/api/incidents/{id}',
      '/api/incidents/{id}/told',
      '/api/judging',
      '/api/looks',
      '/api/members/{id}',
      '/api/messages',
      '/api/notes',
      '/api/notes/{id}',
      '/api/overview',
      '/api/plan',
      '/api/prober',
      '/api/reader',
      '/api/sectors/{id}',
      '/api/sectors/{id}/badge.svg',
      '/api/sites',
      '/api/statements',
      '/api/stream',
      '/api/targets/{id}',
      '/api/targets/{id}/acts',
      '/api/targets/{id}/badge.svg',
      '/api/targets/{id}/samples',
      '/api/targets/{id}/usual',
      '/api/tasks',
      '/api/unread-notes',
      '/api/waiting',
      '/healthz',
      '/metrics',
    ]);
    for (const [path, { get }] of gets) {
      if (path === '/api/stream') continue;
      const answer = await ask(`${board.url}${path.replace('{id}', 'banking-0001-home')}`);
      const kind = String(answer.headers['content-type']).split(';')[0] ?? '';
      expect(Object.keys(get?.responses[answer.status]?.content ?? {}), path).toContain(kind);
    }
  });

  it('refers only to schemas that it holds', () => {
    const text = JSON.stringify(document);
    const names = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name ?? '',
    );
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(document.components.schemas).toHaveProperty(name);
  });
});
