import { IsInt, IsUUID, Min } from 'class-validator';

/**
 * A document told in one or more facts, because a body is at most 60,000 bytes. Each part is a fact of its own;
 * no reader waits for the others. `documentId` is the document's id, `part` counts from 1.
 */
export class DocumentPart {
  @IsUUID() documentId!: string;
  @IsInt() @Min(1) part!: number;
  @IsInt() @Min(1) parts!: number;
}
