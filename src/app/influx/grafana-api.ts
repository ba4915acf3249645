import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { Text } from '../../core/words/language.ts';
import { type JsonAnswer, type JsonRequest, requestJson } from './json-request.ts';

const organisationSchema = z.object({ id: z.int().positive(), name: z.string() });

/** What Grafana reads from its provisioning folder. */
export const PROVISIONED = ['datasources', 'dashboards', 'alerting'] as const;

export interface GrafanaPlace {
  /** Without a trailing slash. */
  readonly url: string;
  /** A Grafana server administrator: organisations are above every organisation's own. */
  readonly user: string;
  readonly password: string;
}

const PAGE = 1000;

/**
 * The parts of Grafana's HTTP API that a setup needs; methods reject with `setup_failed` where Grafana
 * refuses, with `outgoing_failed` where it does not answer.
 */
export class GrafanaApi {
  readonly #outgoing: Outgoing;
  readonly #url: string;
  readonly #authorization: string;

  constructor(outgoing: Outgoing, { url, user, password }: GrafanaPlace) {
    this.#outgoing = outgoing;
    this.#url = url;
    this.#authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  /** Ids by name, which is unique in a Grafana. */
  async organisations(): Promise<ReadonlyMap<string, number>> {
    const what = { ja: '組織の一覧を取る', en: 'listing the organisations' };
    const all = new Map<string, number>();
    for (let page = 0; ; page += 1) {
      const query = new URLSearchParams({ perpage: String(PAGE), page: String(page) });
      const answer = await this.#ask({ path: `/api/orgs?${query}` });
      const found = accepted(answer, z.array(organisationSchema), what);
      for (const { id, name } of found) all.set(name, id);
      if (found.length < PAGE) return all;
    }
  }

  async createOrganisation(name: string): Promise<number> {
    const answer = await this.#ask({ path: '/api/orgs', method: 'POST', body: { name } });
    const what = { ja: `組織「${name}」を作る`, en: `making the organisation “${name}”` };
    return accepted(answer, z.object({ orgId: z.int().positive() }), what).orgId;
  }

  /**
   * Whether alert rules and contact points can be provisioned in every organisation. Grafana makes what
   * they need up to a minute after the organisation, and refuses the files of all organisations until then.
   */
  async isAlertingReady(): Promise<boolean> {
    for (const id of (await this.organisations()).values()) {
      if (!(await this.has('/api/v1/provisioning/policies', id))) return false;
    }
    return true;
  }

  /** Whether an organisation has what a path of the API names. */
  async has(path: string, orgId: number): Promise<boolean> {
    const headers = { 'x-grafana-org-id': String(orgId) };
    return (await this.#ask({ path, headers })).statusCode !== 404;
  }

  /** Resolves when what the files say is in Grafana's database. */
  async reload(kind: (typeof PROVISIONED)[number]): Promise<void> {
    const path = `/api/admin/provisioning/${kind}/reload`;
    const what = {
      ja: `設定ファイル（${kind}）を読み直す`,
      en: `reading the files of ${kind} again`,
    };
    accepted(await this.#ask({ path, method: 'POST' }), z.unknown(), what);
  }

  #ask(request: Pick<JsonRequest, 'path' | 'method' | 'headers' | 'body'>): Promise<JsonAnswer> {
    const authorization = this.#authorization;
    const whole = { program: 'Grafana', base: this.#url, authorization, ...request };
    return requestJson(this.#outgoing, whole);
  }
}

function accepted<T>(answer: JsonAnswer, schema: z.ZodType<T>, what: Text): T {
  const { statusCode, data } = answer;
  const is2xx = statusCode >= 200 && statusCode < 300;
  const parsed = schema.safeParse(data);
  if (is2xx && parsed.success) return parsed.data;
  const found = is2xx ? STRANGE : refusalOf(answer);
  throw new AppError('setup_failed', {
    ja: `Grafana: ${what.ja}: ${found.ja}`,
    en: `Grafana: ${what.en}: ${found.en}`,
  });
}

const STRANGE: Text = {
  ja: '応答の形が Grafana のものではありません',
  en: 'the answer is not of the shape that Grafana gives',
};

function refusalOf({ statusCode, data }: JsonAnswer): Text {
  const { message } = z.object({ message: z.string() }).safeParse(data).data ?? {};
  const said = message === undefined ? `HTTP ${statusCode}` : `HTTP ${statusCode}, ${message}`;
  if (statusCode === 401) {
    return {
      ja: `ユーザ名かパスワードが受け入れられませんでした（${said}）`,
      en: `the user or the password was not accepted (${said})`,
    };
  }
  if (statusCode === 403) {
    return {
      ja: `権限がありません（${said}）。Grafana 全体の管理者（server administrator）が必要です`,
      en: `the user may not do this (${said}); it takes a Grafana server administrator`,
    };
  }
  if (statusCode === 500) {
    return {
      ja: `${said} が返りました。理由は Grafana のログにあります`,
      en: `it answered ${said}; its log says why`,
    };
  }
  return { ja: `${said} が返りました`, en: `it answered ${said}` };
}
