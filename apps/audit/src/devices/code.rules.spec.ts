import { comparable } from './code.rules.js';

it.each([
  ['INLCD-000017-0', 'INLCD0000170'],
  ['inlcd 000017 0', 'INLCD0000170'],
  ['https://dotation.example.org/a/INLCD-000017-0', 'INLCD0000170'],
  ['HTTP://dotation.example.org/a/INLCD0000170?x=1', 'INLCD0000170'],
  ['00:1A:2B:3C:4D:5E', '001A2B3C4D5E'],
  ['ＡＢ１２', 'AB12'],
  ['https://elsewhere.example.org/b/X1', 'HTTPSELSEWHEREEXAMPLEORGBX1'],
  ['https://host/a/%E0%A4%A', 'E0A4A'],
  [' - ', ''],
])('reads %j as %s', (read, compared) => {
  expect(comparable(read)).toBe(compared);
});
