import { Slots, type Full } from './slots.rules.js';

const refuse = (full: Full): Error => new Error(full);

it('lets one person have so many at a time, and others theirs', () => {
  const slots = new Slots(2, 10);
  slots.take('a', refuse);
  slots.take('a', refuse);
  expect(() => slots.take('a', refuse)).toThrow('OWN');
  expect(() => slots.take('b', refuse)).not.toThrow();
});

it('lets everybody together have so many at a time', () => {
  const slots = new Slots(2, 2);
  const free = slots.take('a', refuse);
  slots.take('b', refuse);
  expect(() => slots.take('c', refuse)).toThrow('ALL');
  free();
  expect(() => slots.take('c', refuse)).not.toThrow();
});

it('frees a slot once, however often it is given back; a refusal takes none', () => {
  const slots = new Slots(2, 10);
  const free = slots.take('a', refuse);
  slots.take('a', refuse);
  expect(() => slots.take('a', refuse)).toThrow('OWN');
  free();
  free();
  slots.take('a', refuse);
  expect(() => slots.take('a', refuse)).toThrow('OWN');
});
