import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { inScope, Queries, RunTimeDatabase } from '@dotation/service';
import type { Page, Principal } from '@dotation/service';
import type { FileHandle } from 'node:fs/promises';
import { auditError } from '../errors.js';
import { isFileName } from './file.rules.js';
import type { FileDto, MissingFileDto, MissingFilesQuery } from './files.dto.js';
import { missingFiles } from './missing-files.queries.js';
import { FileStore } from './store.service.js';

export interface OpenFile extends FileDto {
  file: FileHandle;
}

@Injectable()
export class FilesService {
  readonly #log = new Logger(FilesService.name);

  constructor(
    private readonly store: FileStore,
    private readonly database: RunTimeDatabase,
    private readonly queries: Queries,
  ) {}

  /** Keeps a file under its hash. The same file again is fine; who brought it first is remembered. */
  async putFile(principal: Principal, sha256: string, content: Readable): Promise<FileDto & { isNew: boolean }> {
    const source = await this.database.ready();
    const stored = await this.store.put(sha256, content);
    await inScope(source, principal, (tx) =>
      tx.query(
        `INSERT INTO file (sha256, bytes, content_type, stored_by, stored_at) VALUES ($1, $2, $3, $4, now())
         ON CONFLICT DO NOTHING`,
        [sha256, stored.bytes, stored.contentType, principal.personId],
      ),
    );
    return stored;
  }

  async find(principal: Principal, sha256: string): Promise<FileDto> {
    const [file] = isFileName(sha256)
      ? await this.queries.run(principal, (tx) =>
          tx.query<FileDto[]>(`SELECT sha256, bytes, content_type AS "contentType" FROM file WHERE sha256 = $1`, [
            sha256,
          ]),
        )
      : [];
    if (!file) throw auditError('file-not-found', 'Nobody has brought a file with this SHA-256.');
    return file;
  }

  missing(principal: Principal, asked: MissingFilesQuery): Promise<Page<MissingFileDto>> {
    return this.queries.run(principal, (tx) => missingFiles(tx, asked));
  }

  /** Photos and signatures show people: who opens one is written down. */
  async openFile(principal: Principal, sha256: string): Promise<OpenFile> {
    const found = await this.find(principal, sha256);
    const stored = await this.store.open(sha256);
    if (!stored) throw auditError('file-not-found', 'The file is recorded but not in the store.');
    this.#log.log({ message: 'file read', sha256, personId: principal.personId });
    return { ...found, file: stored.file };
  }
}
