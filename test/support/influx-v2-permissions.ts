/** Permissions and refusals of InfluxDB 2.x, as its `authorizer` and `kit/platform/errors` have them. */

export interface Resource {
  readonly type: string;
  readonly id?: string;
  readonly orgID?: string;
}

export interface Permission {
  readonly action: 'read' | 'write';
  readonly resource: Resource;
}

const STATUS_CODES = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not found': 404,
  'method not allowed': 405,
  conflict: 422,
  'unprocessable entity': 422,
  'internal error': 500,
} as const;

/** An answer that is no success: `{code, message}` with the status that belongs to the code. */
export class Refusal extends Error {
  readonly code: keyof typeof STATUS_CODES;

  constructor(code: keyof typeof STATUS_CODES, message: string) {
    super(message);
    this.code = code;
  }

  get statusCode(): number {
    return STATUS_CODES[this.code];
  }
}

/** `read:orgs/<id>/buckets/<id>`. */
export function permissionText({ action, resource }: Permission): string {
  const { type, id, orgID } = resource;
  const org = orgID === undefined ? [] : ['orgs', orgID];
  return `${action}:${[...org, type, ...(id === undefined ? [] : [id])].join('/')}`;
}

/** Without an id a permission covers all of its type, without an organisation those of every one. */
export function allows(have: readonly Permission[], wanted: Permission): boolean {
  return have.some(
    ({ action, resource }) =>
      action === wanted.action &&
      resource.type === wanted.resource.type &&
      (resource.id === undefined || resource.id === wanted.resource.id) &&
      (resource.orgID === undefined || resource.orgID === wanted.resource.orgID),
  );
}

/** What lacks a permission is answered 401, not 403. */
export function requirePermission(have: readonly Permission[], wanted: Permission): void {
  if (!allows(have, wanted)) {
    throw new Refusal('unauthorized', `${permissionText(wanted)} is unauthorized`);
  }
}

/** Of an operator token: everything, in every organisation. */
export const OPERATOR: readonly Permission[] = [
  'authorizations',
  'buckets',
  'orgs',
  'users',
].flatMap((type) => (['read', 'write'] as const).map((action) => ({ action, resource: { type } })));

/** Of an all-access token: everything in one organisation, which it may not make. */
export function allAccess(orgID: string): readonly Permission[] {
  return [
    ...OPERATOR.filter(({ resource }) => resource.type !== 'orgs').map(({ action, resource }) => ({
      action,
      resource: { ...resource, orgID },
    })),
    { action: 'read', resource: { type: 'orgs', id: orgID } },
  ];
}
