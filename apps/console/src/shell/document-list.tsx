import { Group, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { useList } from '../api/reading.js';
import { AwardChoice, UnitChoice } from '../choices/choices.js';
import { useNames } from '../choices/names.js';
import { useWords } from '../words/words.js';
import { type Column, Listed, Page, Status, To } from './parts.js';

/** What a list is narrowed by: one of some codes, a unit, an award, or a text of its own. It stands in the address. */
export interface Filter {
  /** As the API names it. */
  name: string;
  label: string;
  by: 'unit' | 'award' | 'text' | 'day' | { kind: string; codes: readonly string[] };
}

interface Documents<T> {
  title: string;
  /** Of the API. */
  path: string;
  columns: Column<T>[] | ((name: (personId: string | null) => string) => Column<T>[]);
  /** Whom a row names: their names are asked for once, for the whole list. */
  people?: (row: T) => (string | null | undefined)[];
  empty: ReactNode;
  filters?: Filter[];
  actions?: ReactNode;
  /** What came last stands first; for lists that can say so. */
  newestFirst?: boolean;
  /** A short list that comes whole. */
  whole?: boolean;
  id?: (row: T) => string;
  /** Above the list. */
  children?: ReactNode;
  back?: { to: string; text: string };
}

/** A screen that lists documents of one kind. */
export function DocumentList<T extends { id?: string }>(props: Documents<T>) {
  const {
    title,
    path,
    columns,
    empty,
    filters = [],
    actions,
    newestFirst,
    id = (row) => row.id!,
    back,
    people,
    whole,
  } = props;
  const [params] = useSearchParams();
  const chosen = Object.fromEntries(filters.map(({ name }) => [name, params.get(name)]));
  const list = useList<T>(path, { ...chosen, order: newestFirst ? 'NEWEST_FIRST' : null }, whole ? null : 50);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const name = useNames(people ? rows.flatMap(people) : []);
  const shown = typeof columns === 'function' ? columns(name) : columns;
  return (
    <Page title={title} actions={actions} {...(back && { back })}>
      {props.children}
      <Filters filters={filters} />
      <Listed list={list} label={title} id={id} empty={empty} columns={shown} />
    </Page>
  );
}

export function Filters({ filters }: { filters: Filter[] }) {
  const [params, setParams] = useSearchParams();
  if (filters.length === 0) return null;
  const choose = (name: string, value: string | null): void => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next);
  };
  return (
    <Group align="end">
      {filters.map(({ name, label, by }) => (
        <OneFilter
          key={name}
          label={label}
          by={by}
          value={params.get(name)}
          onChange={(value) => choose(name, value)}
        />
      ))}
    </Group>
  );
}

interface Narrowed {
  label: string;
  by: Filter['by'];
  value: string | null;
  onChange: (value: string | null) => void;
}

function OneFilter({ by, ...chosen }: Narrowed) {
  const { word } = useWords();
  if (by === 'unit') return <UnitChoice {...chosen} clearable />;
  if (by === 'award') return <AwardChoice {...chosen} clearable />;
  if (by === 'day')
    return (
      <TextInput
        type="date"
        label={chosen.label}
        value={chosen.value ?? ''}
        onChange={({ currentTarget }) => chosen.onChange(currentTarget.value)}
      />
    );
  if (by === 'text') return <TextFilter {...chosen} />;
  const data = by.codes.map((value) => ({ value, label: word(by.kind, value) }));
  return <Select {...chosen} data={data} clearable maw={240} />;
}

/** Searches when one has finished typing: Enter, or another field. */
function TextFilter({ label, value, onChange }: Omit<Narrowed, 'by'>) {
  return (
    <TextInput
      key={value}
      label={label}
      defaultValue={value ?? ''}
      onBlur={({ currentTarget }) =>
        currentTarget.value.trim() !== (value ?? '') && onChange(currentTarget.value.trim())
      }
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && onChange(currentTarget.value.trim())}
    />
  );
}

/** The first columns of every such list: its number, which opens it, and its state. */
export function useDocumentColumns<T extends { id: string; number: string; status: string }>(
  place: string,
  kind: string,
): Column<T>[] {
  const { t } = useWords();
  return [
    {
      head: t('fields.number'),
      cell: ({ id, number }) => (
        <To href={`${place}/${id}`} code>
          {number}
        </To>
      ),
    },
    { head: t('fields.status'), cell: ({ status }) => <Status kind={kind} code={status} /> },
  ];
}
