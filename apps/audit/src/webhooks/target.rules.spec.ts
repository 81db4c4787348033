import { complaintAbout } from './target.rules.js';

it.each([
  ['https://erp.example.org/hooks/dotation?tenant=1', 'public', true],
  ['http://erp.example.org/hooks', 'public', false],
  ['http://127.0.0.1:8080/', 'loopback', true],
  ['https://user:secret@erp.example.org/', 'loopback', false],
  ['https://erp.example.org/#part', 'public', false],
  ['ftp://erp.example.org/', 'loopback', false],
  ['file:///etc/passwd', 'loopback', false],
  ['erp.example.org', 'loopback', false],
] as const)('%s as a target, %s: %s', (url, targets, fine) => {
  expect(complaintAbout(url, targets) === undefined).toBe(fine);
});
