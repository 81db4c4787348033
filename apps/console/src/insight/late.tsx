import { Paper } from '@mantine/core';
import { type PageOf, useRead } from '../api/reading.js';
import { Rows, Section, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

const day = 86_400_000;
const most = 200;

interface Overdue {
  key: string;
  to: string;
  count: number;
  more: boolean;
}

/** What should have happened by now, by the days that the rules give it. */
function useLate(): Overdue[] | null {
  const rules = useRead<{ items: { rule: string; value: string }[] }>('/directory/rule-values', { staleTime: 600_000 });
  const road = useRead<PageOf<{ eta: string | null }>>(`/handover/waybills?status=DISPATCHED&limit=${most}`);
  const unsigned = useRead<PageOf<{ signedAt: string }>>(`/handover/handovers?status=PROVISIONAL&limit=${most}`);
  const held = useRead<PageOf<{ signedAt: string }>>(`/handover/handovers?status=PENDING&limit=${most}`);
  const open = useRead<PageOf<object>>(`/handover/exceptions?open=true&limit=${most}`);
  if (!rules.data || !road.data || !unsigned.data || !held.data || !open.data) return null;
  const now = Date.now();
  const days = (rule: string): number => Number(rules.data.items.find((each) => each.rule === rule)?.value ?? 0);
  const before = (rule: string) => (row: { signedAt: string }) => Date.parse(row.signedAt) < now - days(rule) * day;
  const of = <T,>(key: string, to: string, page: PageOf<T>, late: (row: T) => boolean): Overdue => ({
    ...{ key, to, count: page.items.filter(late).length, more: page.next !== null },
  });
  return [
    of('road', '/waybills?status=DISPATCHED', road.data, ({ eta }) => eta !== null && Date.parse(eta) < now),
    of('countersign', '/handovers?status=PROVISIONAL', unsigned.data, before('pv.countersignDays')),
    of('pending', '/handovers?status=PENDING', held.data, before('pv.pendingDays')),
    of('exceptions', '/exceptions', open.data, () => true),
  ];
}

export function Late() {
  const { t } = useWords();
  const late = useLate();
  if (!late) return null;
  return (
    <Paper withBorder p="md">
      <Section title={t('dashboard.late')}>
        <Rows
          label={t('dashboard.late')}
          rows={late}
          id={({ key }) => key}
          columns={[
            { head: t('exceptions.what'), cell: ({ key, to }) => <To href={to}>{t(`dashboard.lateOf.${key}`)}</To> },
            { head: t('dashboard.howMany'), cell: ({ count, more }) => `${count}${more ? '+' : ''}`, number: true },
          ]}
        />
      </Section>
    </Paper>
  );
}
