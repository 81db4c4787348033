const atTheUnit = ['UNIT_HEAD', 'UNIT_CUSTODIAN'];

/**
 * When goods leave, in which vehicle and under which seals is for those who send them; the unit they go to learns it once they
 * are on the road (§3.2: the waybill travels with the goods). Who serves at a unit reads plans by another role only where that
 * role holds everywhere: one for another place says nothing about his own. Nobody asks without a role but the service itself.
 */
export function readsPlans(roles: readonly string[], unlimited: readonly string[]): boolean {
  if (!roles.some((role) => atTheUnit.includes(role))) return true;
  return unlimited.some((role) => !atTheUnit.includes(role));
}
