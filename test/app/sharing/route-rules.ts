/** What a route tells of a site: all that may be known, its values or nothing, its name or nothing. */
export type Tells =
  | 'all'
  | 'detail'
  | 'name'
  | 'member'
  | 'nothing'
  | 'operator'
  | 'own'
  | 'audit'
  | 'told';

/**
 * Every route that there is; a new route without a line here fails. `nothing`: no site is in it for
 * anybody. `operator`: nobody else is answered. `member`: the member, its secretariat and the operator are.
 * `audit`: the operator alone, who sees who looked at what. `own`: a member's own sites by name.
 * `told`: its member as one who was told, to its secretariat and the operator.
 */
export const ROUTES: Readonly<Record<string, Tells>> = {
  '/about-measurement': 'nothing',
  '/api/reader': 'nothing',
  '/api/entrance': 'nothing',
  '/api/overview': 'all',
  '/api/openapi.json': 'nothing',
  '/api/council': 'all',
  '/api/sites': 'all',
  '/api/sectors/:id': 'all',
  '/api/sectors/:id/badge.svg': 'nothing',
  '/api/targets/:id/badge.svg': 'name',
  '/api/judging': 'all',
  '/api/day': 'name',
  '/api/export/bands': 'nothing',
  '/api/export/ratios': 'nothing',
  '/api/export/incidents': 'name',
  '/api/export/incident-list': 'name',
  '/api/export/sectors/:id/sites': 'all',
  '/api/export/samples/:id': 'detail',
  '/api/incidents': 'name',
  '/api/incidents/:id': 'name',
  '/api/incidents/:id/told': 'told',
  '/api/messages': 'nothing',
  '/api/waiting': 'operator',
  '/api/drills': 'nothing',
  '/api/notes': 'nothing',
  '/api/unread-notes': 'nothing',
  '/api/notes/:id': 'nothing',
  '/api/members/:id': 'member',
  '/api/statements': 'name',
  '/api/tasks': 'operator',
  '/api/plan': 'operator',
  '/api/prober': 'operator',
  '/api/audit': 'audit',
  '/api/audit/chain': 'operator',
  '/api/audit/lines': 'audit',
  '/api/looks': 'own',
  '/api/targets/:id': 'all',
  '/api/targets/:id/acts': 'nothing',
  '/api/targets/:id/samples': 'detail',
  '/api/targets/:id/usual': 'detail',
  '/api/stream': 'detail',
  '/healthz': 'operator',
  '/metrics': 'operator',
  '/': 'nothing',
  '/sectors/:id': 'nothing',
  '/targets/:id': 'nothing',
  '/incidents': 'nothing',
  '/incidents/:id': 'nothing',
  '/members/:id': 'nothing',
  '/tasks': 'nothing',
  '/prober': 'nothing',
  '/display': 'nothing',
  '/login': 'nothing',
  '/openid': 'nothing',
  '/invitation': 'nothing',
  '/wall': 'nothing',
  '/account': 'nothing',
  '/accounts': 'nothing',
  '/audit': 'nothing',
  '/looks': 'nothing',
  '/messages': 'nothing',
  '/drills': 'nothing',
  '/notes': 'nothing',
  '/notes/:id': 'nothing',
  '/plan': 'nothing',
  '/*': 'nothing',
};
