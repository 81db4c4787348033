import { Button, Group, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { renderSVG } from 'uqr';
import { type PageOf, useRead } from '../api/reading.js';
import type { DeviceRow } from '../devices/devices.js';
import { Empty, Page, Shown } from '../shell/parts.js';
import { useWords } from '../words/words.js';

const perSheet = 21;

/** Labels of a delivery, 21 to a sheet of A4 (63.5 × 38.1 mm, as L7160), printed by the browser; used places are left free. */
export function LabelsScreen({ receiptId }: { receiptId: string }) {
  const { t } = useWords();
  const [first, setFirst] = useState(1);
  const devices = useRead<PageOf<DeviceRow>>(`/assets/devices?receiptId=${receiptId}&limit=500`);
  return (
    <Shown read={devices}>
      {({ items }) => {
        const tagged = items.filter(({ tag }) => tag !== null);
        const places = [...Array.from({ length: first - 1 }, () => null), ...tagged];
        const sheets = Array.from({ length: Math.ceil(places.length / perSheet) }, (_, sheet) =>
          places.slice(sheet * perSheet, (sheet + 1) * perSheet),
        );
        return (
          <Page title={t('labels.title')} back={{ to: `/receipts/${receiptId}`, text: t('receipts.one') }}>
            <Group align="end" className="no-print">
              <NumberInput
                label={t('labels.first')}
                description={t('labels.firstText')}
                min={1}
                max={perSheet}
                value={first}
                onChange={(value) => setFirst(Math.min(Math.max(Number(value) || 1, 1), perSheet))}
              />
              <Button onClick={() => window.print()} disabled={tagged.length === 0}>
                {t('labels.print', { count: tagged.length })}
              </Button>
              <Text size="sm">{t('labels.hint')}</Text>
            </Group>
            {tagged.length === 0 && <Empty>{t('labels.none')}</Empty>}
            {tagged.length > 0 &&
              sheets.map((sheet, number) => (
                <div className="sheet-frame" key={number}>
                  <div className="sheet">
                    {sheet.map((device, place) => (
                      <Label key={device?.id ?? `free ${place}`} device={device} />
                    ))}
                  </div>
                </div>
              ))}
          </Page>
        );
      }}
    </Shown>
  );
}

function Label({ device }: { device: DeviceRow | null }) {
  if (!device) return <div className="label" />;
  const code = renderSVG(device.tag!, { ecc: 'M', border: 0 });
  return (
    <div className="label">
      <img src={`data:image/svg+xml,${encodeURIComponent(code)}`} alt="" />
      <div>
        <strong className="code">{device.tag}</strong>
        <span>{`${device.maker} ${device.model}`}</span>
        {device.serial && <span className="code">{device.serial}</span>}
      </div>
    </div>
  );
}
