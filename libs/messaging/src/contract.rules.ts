import { getMetadataStorage, validateSync, ValidationTypes } from 'class-validator';
import type { ValidationError } from 'class-validator';
import type { Fact, FactType } from './fact.js';
import { Undecodable } from './envelope.rules.js';

/**
 * A tolerant reader: fields the contract does not know are left out, not refused, or a rolling deploy would stop the
 * readers of the old version. Returns the instance, or what is wrong with it in one line.
 */
export function fit<T extends object>(contract: new () => T, plain: unknown): T | string {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return 'not a JSON object';
  const instance = instanceOf(contract, plain);
  const problems = validateSync(instance, { whitelist: true, forbidUnknownValues: false, stopAtFirstError: true });
  return problems.length === 0 ? instance : describe(problems);
}

/**
 * Only the message itself becomes an instance: its lines stay what JSON gave, checked by their contract's row shapes.
 * class-transformer would copy every cell of every line, which took longer than all the database work of a receipt.
 */
function instanceOf<T extends object>(contract: new () => T, plain: object): T {
  refuseNested(contract);
  const instance = new contract();
  for (const [name, value] of Object.entries(plain)) {
    if (name !== '__proto__') Reflect.set(instance, name, value);
  }
  return instance;
}

const flat = new WeakSet<object>();

/** A nested class would not be made, and the whitelist would then empty it without a word: a mistake of the contract. */
function refuseNested(contract: new () => object): void {
  if (flat.has(contract)) return;
  const rules = getMetadataStorage().getTargetValidationMetadatas(contract, '', false, false);
  const nested = rules.find(({ type }) => type === ValidationTypes.NESTED_VALIDATION);
  if (nested)
    throw new Error(`${contract.name}.${nested.propertyName}: check it with a shape, not with @ValidateNested`);
  flat.add(contract);
}

/** The fact with its data as an instance of its contract. Throws Undecodable. */
export function as<T extends object>(type: FactType<T>, fact: Fact<unknown>): Fact<T> {
  const data = fit(type, fact.data);
  if (typeof data === 'string') throw new Undecodable(`${type.type}: ${data}`);
  return { ...fact, data };
}

function describe(problems: ValidationError[], path = ''): string {
  return problems
    .slice(0, 5)
    .map((problem) => {
      const at = path ? `${path}.${problem.property}` : problem.property;
      if (problem.children?.length) return describe(problem.children, at);
      return Object.values(problem.constraints ?? {})
        .map((constraint) => `${at}: ${constraint}`)
        .join('; ');
    })
    .join('; ');
}
