import { Button, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';
import { ask } from '../api/http.js';
import { everyItem, useRead } from '../api/reading.js';
import { useAwards, useCategories } from '../choices/names.js';
import { Filters } from '../shell/document-list.js';
import { Page, Section, Shown } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import { Late } from './late.js';
import { byProvince, type Count } from './provinces.rules.js';
import { tiles } from './provinces.js';

interface Counts {
  asOf: string;
  devices: number;
  lifecycles: Count[];
  categories: Count[];
  places: Count[];
  awards: Count[];
  ages: Count[];
  costs: { currency: string; minor: number; devices: number }[];
}
interface Province {
  id: string;
  name: string;
  isoCode: string | null;
}

/** How many there are, where, in which state, of which award and how old; each number leads to the list behind it. */
export function DashboardScreen() {
  const { t } = useWords();
  const [params] = useSearchParams();
  const asked = new URLSearchParams();
  for (const name of ['awardId', 'asOf']) {
    const value = params.get(name);
    if (value) asked.set(name, name === 'asOf' ? `${value}T23:59:59.999Z` : value);
  }
  const counts = useRead<Counts>(`/audit/register/counts?${asked}`, { staleTime: 60_000 });
  return (
    <Page
      title={t('places.dashboard')}
      actions={(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={`/api/audit/register/file?format=${format}&${asked}`}
          variant="subtle"
          download
        >
          {format.toUpperCase()}
        </Button>
      ))}
    >
      <Filters
        filters={[
          { name: 'awardId', label: t('allocations.award'), by: 'award' },
          { name: 'asOf', label: t('device.asOf'), by: 'day' },
        ]}
      />
      <Shown read={counts}>{(found) => <Numbers counts={found} />}</Shown>
      <Late />
    </Page>
  );
}

function Numbers({ counts }: { counts: Counts }) {
  const { t, word, number, money, language } = useWords();
  const awards = useAwards().data ?? [];
  const categories = useCategories().data?.items ?? [];
  const category = (code: string | null): string => {
    const found = categories.find((each) => each.code === code);
    return found ? (language === 'en' ? found.nameEn : found.nameFr) : (code ?? t('dashboard.unknown'));
  };
  const fain = (id: string | null): string =>
    awards.find((each) => each.id === id)?.fain ?? (id ? '…' : t('dashboard.unknown'));
  const age = (years: string | null): string =>
    years === null ? t('dashboard.notAccepted') : t('dashboard.years', { count: Number(years) });
  return (
    <>
      <Group gap="xl" role="status">
        <Big name={t('places.devices')} value={number(counts.devices)} />
        {counts.costs.map(({ currency, minor }) => (
          <Big key={currency} name={t('dashboard.cost')} value={money(minor, currency)} />
        ))}
      </Group>
      <Provinces places={counts.places} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Bars
          title={t('dashboard.byState')}
          rows={counts.lifecycles.map(({ key, devices }) => ({
            name: word('lifecycle', key),
            devices,
            to: key ? `/devices?lifecycle=${key}` : null,
          }))}
        />
        <Bars
          title={t('dashboard.byAward')}
          rows={counts.awards.map(({ key, devices }) => ({ name: fain(key), devices, to: null }))}
        />
        <Bars
          title={t('dashboard.byAge')}
          rows={counts.ages.map(({ key, devices }) => ({ name: age(key), devices, to: null }))}
        />
        <Bars
          title={t('dashboard.byCategory')}
          rows={counts.categories.map(({ key, devices }) => ({ name: category(key), devices, to: null }))}
        />
      </SimpleGrid>
    </>
  );
}

const Big = ({ name, value }: { name: string; value: string }) => (
  <div>
    <Text size="xl" fw={700}>
      {value}
    </Text>
    <Text size="sm" c="dimmed">
      {name}
    </Text>
  </div>
);

/**
 * Numbers with a bar beside each: a table, so that it is read aloud as one. A chart library of 300 KB would draw the same bars.
 */
function Bars({ title, rows }: { title: string; rows: { name: string; devices: number; to: string | null }[] }) {
  const { t, number } = useWords();
  const most = Math.max(1, ...rows.map(({ devices }) => devices));
  if (rows.length === 0) return null;
  return (
    <Paper withBorder p="md">
      <Section title={title}>
        <table className="bars" aria-label={title}>
          <thead className="unseen">
            <tr>
              <th>{title}</th>
              <th>{t('places.devices')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, devices, to }) => (
              <tr key={name}>
                <th scope="row">{to ? <Link href={to}>{name}</Link> : name}</th>
                <td>
                  <span className="bar" style={{ width: `${(devices / most) * 70}%` }} aria-hidden />
                  {number(devices)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </Paper>
  );
}

/** Places know what they lie in; a place in no province, or that may not be read, is counted apart. */
function useByProvince(places: Count[]): { provinces: Province[]; devices: Map<string | null, number> } | null {
  const provinces = useQuery({
    queryKey: ['every', '/directory/places?kind=PROVINCE'],
    queryFn: () => everyItem<Province>('/directory/places?kind=PROVINCE'),
    staleTime: 10 * 60_000,
  });
  const known = places.filter((each): each is { key: string; devices: number } => each.key !== null);
  const within = useQueries({
    queries: known.map(({ key }) => ({
      queryKey: [`/directory/places/${key}`],
      queryFn: () => ask<{ id: string; within?: string[] }>(`/directory/places/${key}`),
      staleTime: 10 * 60_000,
    })),
    combine: (results) => ({
      // A place that may not be read settles too: waiting for it, nobody would see any province.
      settled: results.every(({ isPending }) => !isPending),
      places: new Map(results.flatMap(({ data }) => (data ? [[data.id, data.within ?? []] as const] : []))),
    }),
  });
  if (!provinces.data || !within.settled) return null;
  const ids = new Set(provinces.data.map(({ id }) => id));
  return { provinces: provinces.data, devices: byProvince(places, within.places, ids) };
}

/** The country in 26 tiles, the fuller the darker; the same numbers stand below in words. */
function Provinces({ places }: { places: Count[] }) {
  const { t, number } = useWords();
  const found = useByProvince(places);
  if (!found) return null;
  const of = (id: string): number => found.devices.get(id) ?? 0;
  const most = Math.max(1, ...found.provinces.map(({ id }) => of(id)));
  const nowhere = found.devices.get(null) ?? 0;
  const shown = [...found.provinces].sort(
    (one, other) => of(other.id) - of(one.id) || one.name.localeCompare(other.name),
  );
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Paper withBorder p="md">
        <Section title={t('dashboard.map')}>
          <ul className="tiles">
            {found.provinces.map(({ id, name, isoCode }) => {
              const [column, row] = tiles[isoCode ?? ''] ?? [1, 7];
              return (
                <Tile
                  key={id}
                  name={name}
                  code={(isoCode ?? name).replace('CD-', '')}
                  share={of(id) / most}
                  at={[column, row]}
                >
                  {number(of(id))}
                </Tile>
              );
            })}
          </ul>
        </Section>
      </Paper>
      <Stack>
        <Bars
          title={t('dashboard.byProvince')}
          rows={[
            ...shown.filter(({ id }) => of(id) > 0).map(({ id, name }) => ({ name, devices: of(id), to: null })),
            ...(nowhere > 0 ? [{ name: t('dashboard.nowhere'), devices: nowhere, to: null }] : []),
          ]}
        />
      </Stack>
    </SimpleGrid>
  );
}

function Tile(props: { name: string; code: string; share: number; at: [number, number]; children: ReactNode }) {
  const [column, row] = props.at;
  const tint = props.share === 0 ? 0 : 10 + props.share * 30;
  return (
    <li
      title={props.name}
      style={{
        gridColumn: column,
        gridRow: row,
        background: `color-mix(in srgb, var(--mantine-primary-color-filled) ${tint}%, transparent)`,
      }}
    >
      <span aria-hidden>{props.code}</span>
      <span className="unseen">{props.name}</span>
      <strong>{props.children}</strong>
    </li>
  );
}
