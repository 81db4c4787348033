import type { Device } from '../register/device.rules.js';
import { bindTags, knownLines, readTagLines, type KnownLine } from './tagging.rules.js';

const id = (n: number): string => `01970000-0000-7000-8000-00000000000${n}`;
const aDevice = (change: Partial<Device> = {}): Device =>
  ({ deviceId: id(1), tag: null, lifecycle: 'A01_RECEIVED_PENDING_INSPECTION', ...change }) as Device;
const aLine = (change: Partial<KnownLine> = {}): KnownLine => ({
  row: 1,
  deviceId: id(1),
  tag: 'INLCD-004217-S',
  replacedReason: null,
  ...change,
});
const codes = (lines: KnownLine[], devices = [aDevice()], bound: string[] = []): string[] =>
  bindTags(lines, new Map(devices.map((one) => [one.deviceId, one])), new Set(bound)).problems.map(
    ({ row, field, code }) => `${row} ${field} ${code}`,
  );

describe('the lines of a tagging', () => {
  it('name a device by id or by serial', () => {
    expect(
      readTagLines([{ deviceId: id(1) }, { serial: 'A1', makerId: id(2), tag: 'INLCD-004217-S' }]).problems,
    ).toEqual([]);
  });

  it.each([
    [{}, 'deviceId device-unnamed'],
    [{ deviceId: id(1), serial: 'A1' }, 'deviceId device-unnamed'],
    [{ deviceId: 'd1' }, 'deviceId is-uuid'],
    [{ serial: 5 }, 'serial is-text'],
    [{ deviceId: id(1), tag: ' ' }, 'tag is-text'],
    [{ deviceId: id(1), label: 'x' }, 'label unknown-field'],
    ['d1', 'lines row-malformed'],
  ])('are refused as %j', (line, problem) => {
    const { problems } = readTagLines([{ deviceId: id(1) }, line]);
    expect(problems.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([`2 ${problem}`]);
  });

  it('say when a serial is on no device or on two', () => {
    const lines = [{ serial: 'A1' }, { serial: 'A2' }, { serial: 'A3' }];
    const matches = [
      { row: 1, deviceId: id(1) },
      { row: 3, deviceId: id(2) },
      { row: 3, deviceId: id(3) },
    ];
    const { known, problems } = knownLines(lines, matches);
    expect(known.map(({ row, deviceId }) => [row, deviceId])).toEqual([[1, id(1)]]);
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [2, 'device-not-found'],
      [3, 'serial-ambiguous'],
    ]);
  });
});

describe('binding a tag', () => {
  it('takes a label in hand however it was read', () => {
    const { labels } = bindTags(
      [aLine({ tag: 'https://any.example/a/inlcd004217s' })],
      new Map([[id(1), aDevice()]]),
      new Set(),
    );
    expect(labels).toMatchObject([{ tag: 'INLCD-004217-S', replaces: null, reason: null }]);
  });

  it.each([
    ['a wrong check character', [aLine({ tag: 'INLCD-004217-T' })], [], '1 tag tag-not-valid'],
    ['a tag that was ever bound', [aLine()], ['INLCD-004217-S'], '1 tag tag-taken'],
    ['a device the register does not know', [aLine({ deviceId: id(9) })], [], '1 deviceId device-not-found'],
  ])('refuses %s', (_, lines, bound, problem) => {
    expect(codes(lines, [aDevice()], bound)).toEqual([problem]);
  });

  it('refuses the same tag or the same device twice', () => {
    const two = [aDevice(), aDevice({ deviceId: id(2) })];
    expect(codes([aLine(), aLine({ row: 2, deviceId: id(2) })], two)).toEqual(['2 tag tag-repeated']);
    expect(codes([aLine(), aLine({ row: 2, tag: null })])).toEqual(['2 deviceId device-repeated']);
  });

  it('replaces a tag only with a reason, and never overwrites it', () => {
    const tagged = aDevice({ tag: 'INLCD-000001-D' });
    expect(codes([aLine()], [tagged])).toEqual(['1 deviceId device-already-tagged']);
    const { labels } = bindTags([aLine({ replacedReason: 'worn' })], new Map([[id(1), tagged]]), new Set());
    expect(labels).toMatchObject([{ tag: 'INLCD-004217-S', replaces: 'INLCD-000001-D', reason: 'worn' }]);
  });

  it('refuses what has left the register', () => {
    expect(codes([aLine()], [aDevice({ lifecycle: 'A19_DISPOSED' })])).toEqual(['1 deviceId device-gone']);
  });
});
