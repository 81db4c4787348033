import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Order } from '../orders/order.js';
import { Empty, Rows } from '../shell/parts.js';
import { ScanBox } from '../shell/scan-box.js';
import { useWords } from '../words/words.js';
import { addScanned, type DeliveryLine, withoutRow } from './delivery.rules.js';

/** Device by device with a scanner: choose what it is once, then only scan. */
export function ScanStep(props: {
  order: Order;
  lines: DeliveryLine[];
  onLines: (lines: DeliveryLine[]) => void;
  onDone: () => void;
}) {
  const { t } = useWords();
  const open = props.order.lines.filter((line) => line.open > 0);
  const [chosen, setChosen] = useState<string | null>(open[0]?.orderLineId ?? null);
  const [said, setSaid] = useState<{ text: string; bad: boolean }>({ text: '', bad: false });
  const line = props.order.lines.find(({ orderLineId }) => orderLineId === chosen);
  // The newest lines at once, not those of the last drawing: a scanner is faster than the screen.
  const latest = useRef(props.lines);
  latest.current = props.lines;
  const keep = (lines: DeliveryLine[]): void => props.onLines((latest.current = lines));
  const scan = (serial: string): void => {
    if (!line) return;
    const { orderLineId, maker, model } = line;
    const { lines, repeats } = addScanned(latest.current, serial, { orderLineId, maker, model });
    setSaid({ text: t(repeats ? 'receive.already' : 'receive.taken', { serial, count: lines.length }), bad: repeats });
    keep(lines);
  };
  const model = (each: Order['lines'][number]) =>
    `${each.maker} ${each.model} (${t('receive.openOf', { open: each.open, ordered: each.quantity })})`;
  return (
    <Stack>
      <Select
        label={t('receive.what')}
        value={chosen}
        onChange={setChosen}
        allowDeselect={false}
        data={open.map((each) => ({ value: each.orderLineId, label: model(each) }))}
      />
      <ScanBox
        label={t('receive.scan')}
        description={t('receive.scanText')}
        onCode={scan}
        feedback={said.text}
        bad={said.bad}
      />
      {props.lines.length === 0 ? (
        <Empty>{t('receive.nothingScanned')}</Empty>
      ) : (
        <Rows
          label={t('receive.scanned')}
          rows={[...props.lines].reverse()}
          id={({ row }) => String(row)}
          columns={[
            { head: t('fields.row'), cell: ({ row }) => row },
            { head: t('fields.serial'), cell: ({ serial }) => <span className="code">{serial ?? '–'}</span> },
            { head: t('fields.model'), cell: (each) => `${each.maker ?? ''} ${each.model ?? ''}` },
            {
              head: t('receive.undoHead'),
              cell: ({ row, serial }) => (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={t('receive.undo', { serial })}
                  onClick={() => keep(withoutRow(latest.current, row))}
                >
                  {t('receive.undoHead')}
                </Button>
              ),
            },
          ]}
        />
      )}
      <Group>
        <Button disabled={props.lines.length === 0} onClick={props.onDone}>
          {t('receive.check')}
        </Button>
        <Text c="dimmed" size="sm">
          {t('receive.kept')}
        </Text>
      </Group>
    </Stack>
  );
}
