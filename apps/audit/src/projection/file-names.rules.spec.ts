import { filesIn } from './file-names.rules.js';

const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string];

describe('the files a fact names', () => {
  it('are found in its header, its signatures and its lines, each once', () => {
    const fact = {
      sheetSha256: a,
      signature: { personId: 'head', imageSha256: b },
      lines: [{ platePhotoSha256: c }, { platePhotoSha256: c }, { platePhotoSha256: null }],
    };
    expect(filesIn(fact)).toEqual([
      { sha256: a, field: 'sheetSha256' },
      { sha256: b, field: 'imageSha256' },
      { sha256: c, field: 'platePhotoSha256' },
    ]);
  });

  it('are not hashes of other things, nor what is no hash', () => {
    expect(filesIn({ contentHash: a, annexHash: b, photoSha256: 'C'.repeat(64), imageSha256: 7 })).toEqual([]);
  });
});
