import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { type PageOf, useRead } from '../api/reading.js';
import { useWords } from '../words/words.js';
import { type Place, useAwards, useCatalogue, useNames, useOrganisations, useUnits } from './names.js';

interface Chosen {
  label: string;
  value: string | null;
  onChange: (id: string | null) => void;
  required?: boolean;
  clearable?: boolean;
  description?: string;
  error?: string | undefined;
}

export function UnitChoice({
  only,
  ...chosen
}: Chosen & { only?: (unit: { agency: string; placeId: string | null }) => boolean }) {
  const { language, t } = useWords();
  const units = (useUnits().data ?? []).filter((unit) => unit.status !== 'DISSOLVED' && (only?.(unit) ?? true));
  const data = units.map(({ id, code, nameFr, nameEn }) => ({
    value: id,
    label: `${(language === 'en' && nameEn) || nameFr} (${code})`,
  }));
  return <Select {...chosen} data={data} searchable limit={60} nothingFoundMessage={t('choices.none')} />;
}

export function OrganisationChoice({ kind, ...chosen }: Chosen & { kind: string }) {
  const { t } = useWords();
  const data = (useOrganisations().data ?? [])
    .filter((each) => each.kind === kind)
    .map(({ id, legalName }) => ({ value: id, label: legalName }));
  return <Select {...chosen} data={data} searchable nothingFoundMessage={t('choices.none')} />;
}

export function AwardChoice({ only, ...chosen }: Chosen & { only?: string[] | undefined }) {
  const data = (useAwards().data ?? [])
    .filter(({ id }) => only?.includes(id) ?? true)
    .map(({ id, fain, donor }) => ({ value: id, label: `${fain} · ${donor}` }));
  return <Select {...chosen} data={data} searchable />;
}

export function ModelChoice(chosen: Chosen) {
  const { t } = useWords();
  const data = (useCatalogue().data ?? []).map(({ id, maker, model }) => ({ value: id, label: `${maker} ${model}` }));
  return <Select {...chosen} data={data} searchable limit={60} nothingFoundMessage={t('choices.none')} />;
}

/** Places are many: found by what is typed. */
export function PlaceChoice(chosen: Chosen) {
  const { t, word } = useWords();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text, 250);
  const found = useRead<PageOf<Place>>(
    `/directory/places?limit=30${search ? `&search=${encodeURIComponent(search)}` : ''}`,
  );
  const own = useRead<Place>(chosen.value ? `/directory/places/${chosen.value}` : null);
  const places = [...(own.data ? [own.data] : []), ...(found.data?.items ?? [])];
  const unique = [...new Map(places.map((place) => [place.id, place])).values()];
  const data = unique.map(({ id, name, kind }) => ({ value: id, label: `${name} · ${word('placeKind', kind)}` }));
  return (
    <Select
      {...chosen}
      data={data}
      searchable
      filter={({ options }) => options}
      onSearchChange={(typed) => setText(typed.split(' · ')[0]!)}
      nothingFoundMessage={t('choices.none')}
    />
  );
}

interface Member {
  id: string;
  displayName?: string;
  function: string | null;
}

/** People of a unit, with their names; directory records the reading (CR-62). */
export function PersonChoice({
  unitId,
  not = [],
  ...chosen
}: Chosen & { unitId: string | null; not?: (string | null)[] }) {
  const { t } = useWords();
  const people = useRead<PageOf<Member>>(
    unitId ? `/directory/organisation-units/${unitId}/people?purpose=DISPLAY&limit=200` : null,
  );
  const data = (people.data?.items ?? [])
    .filter(({ id }) => !not.includes(id))
    .map(({ id, displayName, function: post }) => ({
      value: id,
      label: [displayName, post].filter(Boolean).join(' · '),
    }));
  // Who was chosen before, of whatever unit, is shown by name.
  const name = useNames([chosen.value]);
  if (chosen.value && !data.some(({ value }) => value === chosen.value))
    data.unshift({ value: chosen.value, label: name(chosen.value) });
  return (
    <Select
      {...chosen}
      data={data}
      searchable
      nothingFoundMessage={t('choices.none')}
      disabled={!unitId && !chosen.value}
    />
  );
}
