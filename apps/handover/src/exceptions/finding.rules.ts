/** Something a person should look at. Never a reason to refuse what happened. */
export interface Finding {
  code: string;
  detail: string;
  waybillId?: string | null;
  deviceId?: string | null;
  personId?: string | null;
  /** DISPATCH: only those who dispatch may know it (CR-67). */
  audience?: 'ALL' | 'DISPATCH';
}
