import { Anchor, Paper, SimpleGrid, Text } from '@mantine/core';
import { Link } from 'wouter';
import { type PageOf, useRead } from '../api/reading.js';
import { useCaller } from '../api/session.js';
import { Page, Refused } from '../shell/parts.js';
import { useWords } from '../words/words.js';

interface Task {
  key: string;
  roles: string[];
  list: string;
  to: string;
}

// What waits for whom. A card nobody of these roles could act on is not shown to him.
const readers = ['AUDITOR', 'DONOR'];
const tasks: Task[] = [
  { key: 'receive', roles: ['STOREKEEPER', 'PROCUREMENT'], list: '/procurement/purchase-orders?', to: '/orders' },
  {
    key: 'inspect',
    roles: ['STOREKEEPER', 'RECEPTION_COMMITTEE'],
    list: '/assets/devices?lifecycle=A01_RECEIVED_PENDING_INSPECTION&',
    to: '/devices?lifecycle=A01_RECEIVED_PENDING_INSPECTION',
  },
  {
    key: 'stock',
    roles: ['STOREKEEPER', 'BUDGET_HOLDER', 'DISPATCHER', ...readers],
    list: '/assets/devices?lifecycle=A04_IN_STOCK&',
    to: '/devices?lifecycle=A04_IN_STOCK',
  },
  {
    key: 'approve',
    roles: ['APPROVER', 'BUDGET_HOLDER'],
    list: '/handover/allocations?status=PROPOSED&',
    to: '/allocations?status=PROPOSED',
  },
  {
    key: 'dispatchable',
    roles: ['DISPATCHER'],
    list: '/handover/allocations?status=APPROVED&',
    to: '/allocations?status=APPROVED',
  },
  {
    key: 'release',
    roles: ['BUDGET_HOLDER', 'APPROVER'],
    list: '/handover/waybills?status=DRAFT&',
    to: '/waybills?status=DRAFT',
  },
  {
    key: 'dispatch',
    roles: ['DISPATCHER', 'STOREKEEPER', 'FIELD_OFFICER'],
    list: '/handover/waybills?status=RELEASED&',
    to: '/waybills?status=RELEASED',
  },
  {
    key: 'road',
    roles: ['DISPATCHER', 'FIELD_OFFICER', 'STOREKEEPER', 'UNIT_HEAD', 'UNIT_CUSTODIAN', 'BUDGET_HOLDER', ...readers],
    list: '/handover/waybills?status=DISPATCHED&',
    to: '/waybills?status=DISPATCHED',
  },
  {
    key: 'countersign',
    roles: ['FIELD_OFFICER', 'UNIT_HEAD', ...readers],
    list: '/handover/handovers?status=PROVISIONAL&',
    to: '/handovers?status=PROVISIONAL',
  },
  {
    key: 'pending',
    roles: ['FIELD_OFFICER', 'UNIT_HEAD', 'VETTING_FP', 'BUDGET_HOLDER', ...readers],
    list: '/handover/handovers?status=PENDING&',
    to: '/handovers?status=PENDING',
  },
  {
    key: 'exceptions',
    roles: ['DISPATCHER', 'FIELD_OFFICER', 'BUDGET_HOLDER', 'APPROVER', 'STOREKEEPER', 'EUM_OFFICER', ...readers],
    list: '/handover/exceptions?open=true&',
    to: '/exceptions',
  },
  {
    key: 'missing',
    roles: ['INVESTIGATOR', 'EUM_OFFICER', 'BUDGET_HOLDER', ...readers],
    list: '/assets/devices?lifecycle=A13_MISSING&',
    to: '/devices?lifecycle=A13_MISSING',
  },
];

/** What waits for this person today. */
export function DayScreen() {
  const { t, word } = useWords();
  const roles = useCaller().roles.map(({ role }) => role);
  const own = tasks.filter((task) => task.roles.some((role) => roles.includes(role)));
  return (
    <Page title={t('day.title')}>
      <Text c="dimmed">
        {t('day.text', { roles: [...new Set(roles)].map((role) => word('role', role)).join(', ') })}
      </Text>
      {own.length === 0 && <Text>{t('day.nothing')}</Text>}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }}>
        {own.map((task) => (
          <TaskCard key={task.key} task={task} />
        ))}
      </SimpleGrid>
    </Page>
  );
}

const most = 100;

/** How many, up to a hundred: nobody needs the exact number of more. */
function TaskCard({ task }: { task: Task }) {
  const { t } = useWords();
  const page = useRead<PageOf<{ open?: number }>>(`${task.list}limit=${most}`);
  const waiting = page.data?.items.filter(({ open }) => open !== 0) ?? [];
  const count = `${waiting.length}${page.data?.next ? '+' : ''}`;
  return (
    <Paper withBorder p="md">
      {page.error ? (
        <Refused error={page.error} />
      ) : (
        <Anchor component={Link} href={task.to} underline="never" c="inherit" display="block">
          <Text size="xl" fw={700} c={waiting.length === 0 ? 'dimmed' : undefined}>
            {page.data ? count : '…'}
          </Text>
          <Text fw={600}>{t(`day.tasks.${task.key}`)}</Text>
          <Text size="sm" c="dimmed">
            {t(`day.hints.${task.key}`)}
          </Text>
        </Anchor>
      )}
    </Paper>
  );
}
