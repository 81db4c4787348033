import { Alert, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { renderSVG } from 'uqr';
import { Page, Rows, Section } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import { type Scan, type Verdict, verdictOf } from './scanner.rules.js';

/** Every key that scanners get wrong on another keyboard. */
const testCode = 'AZERTY-0123456789-QW';
const good: Verdict[] = ['GOOD', 'SLOW'];

/** A code on the screen to scan: does the scanner send what stands there, fast, and with Enter behind it? */
export function ScannerScreen() {
  const { t, number } = useWords();
  const [scans, setScans] = useState<Scan[]>([]);
  const [text, setText] = useState('');
  const times = useRef<{ first: number; last: number }>({ first: 0, last: 0 });
  const typed = (value: string): void => {
    const now = performance.now();
    times.current = text === '' ? { first: now, last: now } : { ...times.current, last: now };
    setText(value);
  };
  const ended = (): void => {
    const { first, last } = times.current;
    if (text.trim() !== '')
      setScans((all) => [{ text: text.trim(), took: Math.round(last - first) }, ...all].slice(0, 20));
    setText('');
  };
  const last = scans[0];
  const verdict = last && verdictOf(last, testCode);
  return (
    <Page title={t('scanner.title')}>
      <Stack maw={640}>
        <Text>{t('scanner.text')}</Text>
        <Paper withBorder p="md" bg="#fff" w={240}>
          <img
            src={`data:image/svg+xml,${encodeURIComponent(renderSVG(testCode, { border: 1 }))}`}
            alt={t('scanner.code', { code: testCode })}
            width={208}
            height={208}
          />
        </Paper>
        <Text className="code">{testCode}</Text>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            ended();
          }}
        >
          <TextInput
            label={t('scanner.box')}
            description={t('scanner.boxText')}
            value={text}
            onChange={({ currentTarget }) => typed(currentTarget.value)}
            onKeyDown={(event) => {
              // Some scanners end with a tab: it would leave the field.
              if (event.key !== 'Tab' || text === '') return;
              event.preventDefault();
              ended();
            }}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            classNames={{ input: 'code' }}
          />
        </form>
        <div role="status">
          {verdict && (
            <Alert color={good.includes(verdict) ? 'teal' : 'orange'} title={t(`scanner.verdicts.${verdict}`)}>
              {t(`scanner.advice.${verdict}`)}
            </Alert>
          )}
          {!verdict && text.length >= testCode.length && <Alert color="orange">{t('scanner.noEnter')}</Alert>}
        </div>
      </Stack>
      {scans.length > 0 && (
        <Section title={t('scanner.read')}>
          <Rows
            label={t('scanner.read')}
            rows={scans.map((scan, index) => ({ ...scan, nth: scans.length - index }))}
            id={({ nth }) => String(nth)}
            columns={[
              { head: t('orders.line'), cell: ({ nth }) => nth, number: true },
              { head: t('scanner.received'), cell: (scan) => <span className="code">{scan.text}</span> },
              { head: t('scanner.length'), cell: (scan) => number(scan.text.length), number: true },
              { head: t('scanner.took'), cell: ({ took }) => `${number(took)} ms`, number: true },
            ]}
          />
        </Section>
      )}
    </Page>
  );
}
