import { CloseButton, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../words/words.js';

/** One box for any code: a tag, a serial, the number of a document. `/` goes to it, Enter opens what it finds. */
export function SearchBox() {
  const { t } = useWords();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [, go] = useLocation();
  useHotkeys([['/', () => box.current?.focus()]]);
  return (
    <form
      role="search"
      style={{ flex: 1, maxWidth: 520 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') go(`/search?q=${encodeURIComponent(text.trim())}`);
        setText('');
      }}
    >
      <TextInput
        ref={box}
        type="search"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        rightSection={
          text === '' ? null : <CloseButton size="sm" aria-label={t('search.clear')} onClick={() => setText('')} />
        }
      />
    </form>
  );
}
