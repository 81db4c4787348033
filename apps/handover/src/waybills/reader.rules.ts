const atTheUnit = ['UNIT_HEAD', 'UNIT_CUSTODIAN'];

/**
 * When goods leave, in which vehicle and under which seals is for those who send them; the unit they go to learns it once they
 * are on the road (§3.2: the waybill travels with the goods). Nobody asks without a role but the service itself.
 */
export function readsPlans(roles: readonly string[]): boolean {
  return roles.length === 0 || roles.some((role) => !atTheUnit.includes(role));
}
