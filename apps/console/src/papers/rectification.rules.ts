/** A device that was received and is not on the sheet, as the rectifying PV says it. */
export interface AddedRow {
  code: string;
  condition?: string;
  confirmedBy?: string;
}

/** What was read, as it was read (AM-22): its state, and how it was confirmed, somebody has to say (CR-21). */
export const addedRow = (read: string): AddedRow => ({ code: read });

export const conditions = ['EXCELLENT', 'USABLE', 'REPAIRABLE', 'SALVAGE', 'SCRAP', 'UNKNOWN'] as const;
/** Who corrects a sheet may have scanned the device, read its plate or been shown a photo (CR-21). */
export const confirmations = ['SCAN', 'READ', 'PHOTO'] as const;

/** Whether a row says all that the PV will hold of the device. */
export const isSaid = ({ condition, confirmedBy }: AddedRow): boolean => Boolean(condition && confirmedBy);
