import { readable } from './text.rules.js';

it('shows text that no table can keep with U+FFFD in its place, and whole pairs as they are', () => {
  const body = String.raw`{"data":{"a":"x\ud800","b":["\u0000","\ud83d\ude00"],"c\udc00":1,"d":"\\ud800"}}`;
  expect(readable(body)).toEqual({
    data: { a: 'x\ufffd', b: ['\ufffd', '😀'], 'c\ufffd': 1, d: String.raw`\ud800` },
  });
});
