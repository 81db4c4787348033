import { detectEncoding, garbled } from './encoding.rules.js';

it('shows broken letters and binary data for what they are', () => {
  expect(garbled('ModÃ¨le')).toContain('twice');
  expect(garbled('Modèle à Évora')).toBeUndefined();
  expect(detectEncoding(Buffer.from('%PDF-1.7'))).toHaveProperty('not');
  expect(detectEncoding(Buffer.from('fffe000041000000', 'hex'))).toEqual({ unread: 'UTF-32' });
  expect(detectEncoding(Buffer.from('fffe41004200', 'hex'))).toEqual({ encoding: 'utf-16le' });
  expect(detectEncoding(Buffer.from('a;b\nç', 'latin1'))).toEqual({ encoding: 'windows-1252' });
});
