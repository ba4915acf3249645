import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { CouncilData } from '../../dashboards/council-data.ts';
import {
  alertRulesShape,
  contactPointsShape,
  dashboardProvidersShape,
  policiesShape,
} from '../../dashboards/provisioning-shapes.ts';
import { readDashboard } from '../../dashboards/read-dashboard.ts';
import { COUNCIL, generated, target } from './sample-council.ts';

type Made = ReturnType<typeof generated>;

function fileOf<S extends z.ZodType>(shape: S, name: string, made: Made = generated()): z.infer<S> {
  return shape.parse(made.provisioning.get(`provisioning/${name}.yaml`));
}

const rulesOf = (made?: Made) => fileOf(alertRulesShape, 'alerting/yamabiko-rules', made);
const contactsOf = (made?: Made) =>
  fileOf(contactPointsShape, 'alerting/yamabiko-contact-points', made);
const policiesOf = (made?: Made) => fileOf(policiesShape, 'alerting/yamabiko-policies', made);

function uidsOf(made: Made, orgId: number): readonly string[] {
  const groups = rulesOf(made).groups.filter((group) => group.orgId === orgId);
  return groups.flatMap(({ rules }) => rules.map(({ uid }) => uid));
}

/** The council with something else about gas. */
function withGas(change: Partial<CouncilData['sectors'][number]>): CouncilData {
  return {
    ...COUNCIL,
    sectors: COUNCIL.sectors.map((each) => (each.id === 'gas' ? { ...each, ...change } : each)),
  };
}

describe('alerting as files', () => {
  it('makes a rule for each distinct pair of thresholds and severity, and each ratio', () => {
    expect(uidsOf(generated(), 2)).toEqual([
      'judged-1',
      'slow-warning-w1500-c3000',
      'slow-critical-w1500-c3000',
      'slow-warning-w500-cnone',
      'failing-share-0_2',
      'failing-share-0_5',
      'several-sectors',
      'several-fields-half',
    ]);
  });

  it('makes rules only for sectors that Grafana alerts; the operators get those on patterns and missing data', () => {
    expect(rulesOf().groups.map(({ orgId }) => orgId)).toEqual([1, 2]);
    expect(uidsOf(generated(), 1)).toEqual(['patterns-open', 'no-data-from-prober']);
  });

  it('makes none for a sector with nobody to tell', () => {
    const made = generated(withGas({ mails: [] }));
    expect(uidsOf(made, 2)).toEqual([]);
    expect(contactsOf(made).contactPoints).toEqual([]);
  });

  it('reaches the secretariat and nobody else', () => {
    const [point, ...others] = contactsOf().contactPoints;
    expect(others).toEqual([]);
    expect(point).toMatchObject({
      orgId: 2,
      receivers: [{ settings: { addresses: 'office@gas.example.jp;night@gas.example.jp' } }],
    });
    expect(policiesOf().policies).toEqual([
      expect.objectContaining({ orgId: 2, receiver: point?.name, group_by: ['alertname'] }),
    ]);
  });

  it('names no site and no figure in a mail', () => {
    const [point] = contactsOf().contactPoints;
    const mail = JSON.stringify(point?.receivers[0]?.settings);
    expect(mail).not.toMatch(/\.Labels|\.Values|\.ValueString|description/);
    for (const { rules } of rulesOf().groups) {
      for (const { annotations } of rules) {
        expect(`${annotations['summary']} ${annotations['summary_en']}`).not.toMatch(/\{\{|\d/);
      }
    }
  });

  it('tells the operators where an address is given, else leaves their organisation to itself', () => {
    const told = generated(COUNCIL, { operatorMails: ['ops@example.jp'] });
    expect(contactsOf(told).contactPoints.map(({ orgId }) => orgId)).toEqual([1, 2]);
    expect(contactsOf().contactPoints.map(({ orgId }) => orgId)).toEqual([2]);
  });

  it('reads the own bucket and shared, never what operators read', () => {
    const sources = rulesOf()
      .groups.filter(({ orgId }) => orgId === 2)
      .flatMap(({ rules }) => rules.flatMap(({ data }) => data.map((each) => each.datasourceUid)));
    expect([...new Set(sources)].sort()).toEqual(['__expr__', 'sector-gas', 'shared']);
  });

  it('names in its queries no site whose samples the secretariat does not get', () => {
    expect(JSON.stringify([...generated().provisioning.values()])).not.toContain('gas-0002-own');
  });

  it('excludes what is suppressed from every rule of a sector', () => {
    const queries = JSON.stringify(rulesOf().groups.filter(({ orgId }) => orgId === 2));
    const asked = [...queries.matchAll(/"query":"((?:[^"\\]|\\.)*)"/g)];
    expect(asked).toHaveLength(8);
    for (const [, query] of asked) expect(query).toContain(String.raw`\"suppressed\" = false`);
  });

  it('names the fewer of those with and those without a pair', () => {
    const targets = ['a', 'b', 'c', 'd'].map((id) =>
      target(id, id === 'd' ? { warnMs: 1 } : { warnMs: 2 }),
    );
    const made = generated(
      withGas({ members: [{ id: 'gas-1', name: { ja: 'x', en: 'x' }, targets }] }),
    );
    const text = JSON.stringify(rulesOf(made));
    expect(text).toContain(String.raw`\"target\" != 'd'`);
    expect(text).toContain(String.raw`(\"target\" = 'd')`);
    expect(text).not.toContain(`'a'`);
  });

  it('points each rule at a panel that is there', () => {
    const { dashboards } = generated();
    for (const { orgId, rules } of rulesOf().groups) {
      const folder = orgId === 1 ? 'operators' : 'sectors/gas';
      const panels = [...dashboards]
        .filter(([path]) => path.startsWith(folder))
        .flatMap(([, dashboard]) => {
          const { uid, panels: all } = readDashboard(dashboard);
          return all.map(({ id }) => `${uid} ${id}`);
        });
      for (const rule of rules) expect(panels).toContain(`${rule.dashboardUid} ${rule.panelId}`);
    }
  });

  it('has Grafana interpolate nothing: neither `$` nor a template comes in by a name', () => {
    const name = { ja: `\${HOME} {{ .Labels }}`, en: '$HOME {{ .Values }}' };
    const made = generated(withGas({ name }));
    const rules = JSON.stringify(rulesOf(made));
    expect(rules).not.toContain('$');
    expect(rules).not.toContain('{{ .Values');
  });
});

describe('what Grafana would keep', () => {
  const rules = ['slow-warning-w900-cnone', 'several-sectors'];

  it('is deleted when a threshold changes', () => {
    const made = generated(COUNCIL, { earlier: new Map([[2, { rules, isTold: true }]]) });
    expect(rulesOf(made).deleteRules).toEqual([{ orgId: 2, uid: 'slow-warning-w900-cnone' }]);
    expect(policiesOf(made).resetPolicies).toEqual([]);
  });

  it('is deleted with contact point and policy when the service alerts again', () => {
    const made = generated(withGas({ alertsBy: 'service' }), {
      earlier: new Map([[2, { rules, isTold: true }]]),
    });
    expect(rulesOf(made).deleteRules).toEqual(rules.map((uid) => ({ orgId: 2, uid })));
    expect(contactsOf(made).deleteContactPoints).toEqual([{ orgId: 2, uid: 'yamabiko-mail' }]);
    expect(policiesOf(made).resetPolicies).toEqual([2]);
  });

  it('is remembered', () => {
    const made = generated(COUNCIL, { earlier: new Map([[2, { rules, isTold: false }]]) });
    expect(made.provisioned.get(2)?.rules).toContain('slow-warning-w900-cnone');
    expect(made.provisioned.get(2)).toMatchObject({ isTold: true });
    expect(made.provisioned.get(1)).toEqual({
      rules: ['no-data-from-prober', 'patterns-open'],
      isTold: false,
    });
  });
});

describe('the shapes of files', () => {
  const providers = fileOf(dashboardProvidersShape, 'dashboards/yamabiko');

  it('have a provider for each organisation and language', () => {
    expect(providers.providers.map(({ orgId, options }) => [orgId, options.path])).toEqual([
      [1, '/etc/yamabiko/dashboards/operators/ja'],
      [1, '/etc/yamabiko/dashboards/operators/en'],
      [2, '/etc/yamabiko/dashboards/sectors/gas/ja'],
      [2, '/etc/yamabiko/dashboards/sectors/gas/en'],
      [3, '/etc/yamabiko/dashboards/sectors/water/ja'],
      [3, '/etc/yamabiko/dashboards/sectors/water/en'],
    ]);
    expect(new Set(providers.providers.map(({ name }) => name)).size).toBe(6);
  });

  const rules = JSON.stringify(rulesOf());

  it.each([
    ['the interval as a number', '"interval":"60s"', '"interval":60'],
    ["the HTTP API's orgID", '"orgId":2', '"orgID":2'],
    ["the HTTP API's keep_firing_for", '"keepFiringFor"', '"keep_firing_for"'],
    ['a folder by its uid', '"folder":', '"folderUid":'],
    ['an unknown state', '"noDataState":"OK"', '"noDataState":"Ok"'],
    ['a variable', '"name":"yamabiko"', '"name":"$HOME"'],
    ['an unknown key of a query', '"rawQuery":true', '"rawQuery":true,"raw":true'],
    ['a uid that is too long', '"uid":"several-sectors"', `"uid":"${'s'.repeat(41)}"`],
  ])('refuse %s', (_, from, to) => {
    expect(rules).toContain(from);
    expect(alertRulesShape.safeParse(JSON.parse(rules.replaceAll(from, to))).success).toBe(false);
  });

  it('refuse a contact point without a receiver and a policy with an unknown key', () => {
    const point = { ...contactsOf().contactPoints[0], receivers: [] };
    const points = { ...contactsOf(), contactPoints: [point] };
    expect(contactPointsShape.safeParse(points).success).toBe(false);
    const policy = { ...policiesOf().policies[0], groupBy: [] };
    expect(policiesShape.safeParse({ ...policiesOf(), policies: [policy] }).success).toBe(false);
  });
});
