import {
  Alert,
  Anchor,
  Badge,
  Box,
  Button,
  Center,
  Code,
  Group,
  List,
  Loader,
  Paper,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core';
import type { UseInfiniteQueryResult, UseQueryResult, InfiniteData } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { Link } from 'wouter';
import { Refusal } from '../api/http.js';
import type { PageOf } from '../api/reading.js';
import { signInAddress, stepUpAddress } from '../api/session.js';
import { useWords } from '../words/words.js';

export function Page(props: {
  title: string;
  back?: { to: string; text: string };
  actions?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => void (document.title = `${props.title} · Dotation`), [props.title]);
  return (
    <Stack gap="md">
      <div>
        {props.back && (
          <Anchor component={Link} href={props.back.to} size="sm">
            ← {props.back.text}
          </Anchor>
        )}
        <Group justify="space-between" align="center">
          <Title order={1} size="h2" tabIndex={-1}>
            {props.title}
          </Title>
          <Group gap="xs">{props.actions}</Group>
        </Group>
      </div>
      {props.children}
    </Stack>
  );
}

/** A refusal in words: what, in which row and field, and what to do about it. */
export function Refused({ error }: { error: unknown }) {
  const { t } = useWords();
  if (!error) return null;
  if (!(error instanceof Refusal))
    return (
      <Alert color="red" title={t('refusal.bug')}>
        {String(error)}
      </Alert>
    );
  if (error.code === 'step-up-required') {
    return (
      <Alert color="yellow" title={t('refusal.stepUp')}>
        <Stack gap="xs" align="flex-start">
          {t('refusal.stepUpText')}
          <Button component="a" href={stepUpAddress()}>
            {t('refusal.stepUpGo')}
          </Button>
        </Stack>
      </Alert>
    );
  }
  if (error.status === 401) {
    return (
      <Alert color="yellow" title={t('refusal.signedOut')}>
        <Button component="a" href={signInAddress()}>
          {t('shell.signIn')}
        </Button>
      </Alert>
    );
  }
  const known = t(`refusal.codes.${error.code}`, { defaultValue: '' });
  return (
    <Alert color="red" role="alert" title={error.status === 0 ? t('refusal.unreachable') : known || t('refusal.title')}>
      <Stack gap={4}>
        {error.status === 0 ? t('refusal.unreachableText') : error.message}
        {error.rows.length > 0 && (
          <List size="sm">
            {error.rows.slice(0, 20).map((row, index) => (
              <List.Item key={index}>
                {row.row ? `${t('refusal.row', { row: row.row })} ` : ''}
                {row.field ? <Code>{row.field}</Code> : null} {row.detail}
              </List.Item>
            ))}
          </List>
        )}
      </Stack>
    </Alert>
  );
}

/** What was read, or that it is on its way, or why it does not come. */
export function Shown<T>({ read, children }: { read: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (read.data !== undefined) return <>{children(read.data)}</>;
  if (read.error) return <Refused error={read.error} />;
  return <Loading />;
}

export function Loading() {
  const { t } = useWords();
  return (
    <Center p="xl" aria-busy="true" role="status" aria-label={t('shell.loading')}>
      <Loader aria-hidden />
    </Center>
  );
}

export interface Column<T> {
  head: string;
  cell: (row: T) => ReactNode;
  number?: boolean;
}

export function Rows<T>(props: {
  columns: Column<T>[];
  rows: T[];
  id: (row: T) => string;
  label: string;
  chosen?: (row: T) => boolean;
}) {
  return (
    <Table.ScrollContainer minWidth={480} type="native" tabIndex={0} role="group" aria-label={props.label}>
      <Table striped highlightOnHover withTableBorder aria-label={props.label} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            {props.columns.map(({ head, number }) => (
              <Table.Th key={head} className={number ? 'number' : ''}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map((row) => (
            <Table.Tr key={props.id(row)} className={props.chosen?.(row) ? 'chosen' : ''}>
              {props.columns.map(({ head, cell, number }) => (
                <Table.Td key={head} className={number ? 'number' : ''}>
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** A list by pages, with what to do when there is nothing in it. */
export function Listed<T>(props: {
  list: UseInfiniteQueryResult<InfiniteData<PageOf<T>>>;
  columns: Column<T>[];
  id: (row: T) => string;
  label: string;
  empty: ReactNode;
}) {
  const { t } = useWords();
  const { list } = props;
  if (!list.data) return <Shown read={list as unknown as UseQueryResult<never>}>{() => null}</Shown>;
  const rows = list.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <Empty>{props.empty}</Empty>;
  return (
    <Stack gap="xs">
      <Rows columns={props.columns} rows={rows} id={props.id} label={props.label} />
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          {t('shell.more')}
        </Button>
      )}
    </Stack>
  );
}

export const Empty = ({ children }: { children: ReactNode }) => (
  <Paper withBorder p="xl">
    <Text c="dimmed" ta="center" component="div">
      {children}
    </Text>
  </Paper>
);

/** Names beside values, as a card of an archive has them. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <Paper withBorder p="md">
      <Box
        component="dl"
        m={0}
        style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(210px, 1fr))', gap: 12 }}
      >
        {facts.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="xs" c="dimmed">
              {name}
            </Text>
            <Text component="dd" m={0} size="sm">
              {value ?? '–'}
            </Text>
          </div>
        ))}
      </Box>
    </Paper>
  );
}

const colours: Record<string, string> = {
  ...{
    PROPOSED: 'yellow',
    DRAFT: 'gray',
    RESERVING: 'blue',
    RELEASED: 'blue',
    DISPATCHED: 'blue',
    PROVISIONAL: 'yellow',
    PENDING: 'orange',
    SUSPENDED: 'orange',
    AWAY: 'red',
    FAILING: 'red',
    DUE: 'yellow',
    NOT_ARRIVED: 'orange',
    REQUESTED: 'yellow',
    SOLICITED: 'blue',
    AWARDED: 'blue',
    OPEN: 'yellow',
    BLOCKED: 'orange',
    VARIANCE: 'yellow',
  },
  ...{
    APPROVED: 'teal',
    FINAL: 'teal',
    MATCHED: 'teal',
    HOLDS: 'teal',
    ACTIVE: 'teal',
    READY: 'teal',
    DONE: 'teal',
    ON: 'teal',
    ACCEPTED: 'teal',
    EFFECTIVE: 'teal',
    CONFIRMED: 'teal',
    REFUSED: 'red',
    REJECTED: 'red',
    CLOSED: 'teal',
    INSPECTED: 'teal',
    RECEIVED: 'yellow',
    CLOSED_SHORT: 'red',
    WITHDRAWN: 'gray',
  },
  ...{
    CANCELLED: 'gray',
    RETURNED: 'gray',
    ORDERED: 'gray',
    PARTIALLY_RECEIVED: 'blue',
    A02_REJECTED: 'red',
    A13_MISSING: 'red',
  },
  ...{
    A14_STOLEN: 'red',
    A04_IN_STOCK: 'teal',
    A08_HANDED_OVER: 'teal',
    A09_IN_SERVICE: 'teal',
    A06_IN_TRANSIT_OUT: 'blue',
  },
};

/** A state: a word in the colour of all text, and a colour that is never alone. */
export function Status({ kind, code }: { kind: string; code: string }) {
  const { word } = useWords();
  const colour = colours[code] ?? 'gray';
  return (
    <Badge
      color={colour}
      variant="light"
      tt="none"
      size="lg"
      radius="sm"
      styles={{ label: { overflow: 'visible', color: 'var(--mantine-color-text)' } }}
    >
      {word(kind, code)}
    </Badge>
  );
}

export function Section({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}

export const To = ({ href, children, code }: { href: string; children: ReactNode; code?: boolean }) => (
  <Anchor component={Link} href={href} className={code ? 'code' : ''} size="sm">
    {children}
  </Anchor>
);
