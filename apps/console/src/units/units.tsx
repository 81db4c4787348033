import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useList } from '../api/reading.js';
import { useNames, type Unit } from '../choices/names.js';
import { Listed, Page, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

export function UnitsScreen() {
  const { t, word, language } = useWords();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 250);
  const list = useList<Unit>('/directory/organisation-units', { search });
  const name = useNames(list.data?.pages.flatMap(({ items }) => items.map(({ headPersonId }) => headPersonId)) ?? []);
  return (
    <Page title={t('places.units')}>
      <TextInput
        label={t('units.search')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maw={360}
      />
      <Listed
        list={list}
        label={t('places.units')}
        id={({ id }) => id}
        empty={t('choices.none')}
        columns={[
          {
            head: t('units.code'),
            cell: ({ id, code }) => (
              <To href={`/units/${id}`} code>
                {code}
              </To>
            ),
          },
          { head: t('units.name'), cell: ({ nameFr, nameEn }) => (language === 'en' && nameEn) || nameFr },
          { head: t('units.specialty'), cell: ({ specialty }) => word('specialty', specialty) },
          { head: t('units.head'), cell: ({ headPersonId }) => name(headPersonId) },
          { head: t('fields.status'), cell: ({ status }) => word('unit', status) },
        ]}
      />
    </Page>
  );
}
