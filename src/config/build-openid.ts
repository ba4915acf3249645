import type { OfficeRule, OpenIdConfig } from '../core/openid-config.ts';
import type { Office } from '../core/words/account.ts';
import type { OpenIdFile } from './openid-schema.ts';

const SECRET_FILE = 'secrets/openid.secret';
/** A working day. */
const SESSION_MS = 8 * 3_600_000;

export function buildOpenId(file: OpenIdFile): OpenIdConfig {
  const { issuer, clientId, name, secondFactor } = file;
  return {
    ...{ issuer, clientId, name },
    clientSecretFile: file.clientSecretFile ?? SECRET_FILE,
    scopes: [...new Set(['openid', ...(file.scopes ?? [])])],
    secondFactor: { acr: secondFactor.acr ?? [], amr: secondFactor.amr ?? [] },
    offices: file.offices.map(buildRule),
    sessionMs: file.session ?? SESSION_MS,
  };
}

type RuleFile = OpenIdFile['offices'][number];

/** Guarantee: `check-openid.ts` found nothing wrong with it. */
function buildRule(file: RuleFile): OfficeRule {
  const { claim, value, kind } = file;
  if (value !== undefined) return { claim, value, office: officeOf(file) };
  return { claim, value: null, kind: kind === 'member' ? 'member' : 'secretariat' };
}

function officeOf({ kind, member = '', sector = '' }: RuleFile): Office {
  if (kind === 'member') return { kind, member };
  return kind === 'secretariat' ? { kind, sector } : { kind };
}
