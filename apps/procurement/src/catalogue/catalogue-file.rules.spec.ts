import type { LoadRow } from '@dotation/documents';
import {
  catalogueHeadings,
  itemsFrom,
  makersNamed,
  modelOf,
  partsSaid,
  type ItemField,
} from './catalogue-file.rules.js';

const row = (number: number, values: LoadRow<ItemField>['values']): LoadRow<ItemField> => ({
  ...{ row: number, line: number + 1 },
  values: { maker: 'HP', category: 'LAPTOP', model: `M${number}`, description: 'Portable', ...values },
});
const makers = new Map([
  ['HP', 'hp'],
  ['HEWLETTPACKARD', 'hp'],
  ['SIERRA', 'sierra'],
]);
const read = (...rows: LoadRow<ItemField>[]) => itemsFrom(rows, { makers, models: new Set([modelOf('hp', 'OLD')]) });
const codes = (...rows: LoadRow<ItemField>[]) =>
  read(...rows).problems.map(({ row: at, field, code }) => [at, field, code]);

describe('the catalogue in a file', () => {
  it('has headings for one field each', () => {
    const names = Object.values(catalogueHeadings.synonyms).flat();
    expect(new Set(names).size).toBe(names.length);
  });

  it('is read as people write: aliases of makers, names of categories, oui and non, components with their makers', () => {
    const { items, problems } = read(
      row(1, {
        maker: 'Hewlett-Packard',
        category: 'Ordinateur portable',
        serialRule: 'obligatoire',
        attractive: 'non',
      }),
      row(2, { category: 'network', components: 'Modem LTE = Sierra; Antenne (option) = HP', usefulLifeMonths: '60' }),
    );
    expect(problems).toEqual([]);
    expect(items).toMatchObject([
      { makerId: 'hp', category: 'LAPTOP', attractive: false, unspsc: '43211503' },
      {
        usefulLifeMonths: 60,
        components: [
          { name: 'Modem LTE', makerId: 'sierra', mandatory: true },
          { name: 'Antenne', makerId: 'hp', mandatory: false },
        ],
      },
    ]);
    expect(makersNamed([row(1, { components: 'Modem = Sierra' })]).sort()).toEqual(['HP', 'SIERRA']);
  });

  it.each([
    ['an unknown maker', { maker: 'Nobody' }, 'maker', 'maker-unknown'],
    ['an unknown maker of a component', { components: 'Modem = Nobody' }, 'components', 'maker-unknown'],
    ['no model', { model: undefined }, 'model', 'value-missing'],
    ['an unknown category', { category: 'Grille-pain' }, 'category', 'category-unknown'],
    ['a rule that is none', { serialRule: 'parfois' }, 'serialRule', 'value-not-known'],
    ['a flag that is none', { attractive: 'peut-être' }, 'attractive', 'value-not-known'],
    ['half a month', { usefulLifeMonths: '1,5' }, 'usefulLifeMonths', 'months-not-valid'],
    ['a wrong check digit', { gtin: '4006381333930' }, 'gtin', 'gtin-not-valid'],
    ['a model that is there', { model: 'old' }, 'model', 'model-taken'],
  ])('tells of %s by row and field', (_, values, field, code) => {
    expect(codes(row(1, values as LoadRow<ItemField>['values']))).toEqual([[1, field, code]]);
  });

  it('CR-08 tells of one model twice, however maker and model are spelt', () => {
    const twice = row(2, { maker: 'hewlett packard', model: 'm-1' });
    expect(codes(row(1, {}), twice)).toEqual([[2, 'model', 'model-repeated']]);
  });

  it('says components as it reads them', () => {
    const said = partsSaid([
      { name: 'Modem', maker: 'Sierra', mandatory: true },
      { name: 'Antenne', maker: 'HP', mandatory: false },
    ]);
    expect(said).toBe('Modem = Sierra; Antenne (option) = HP');
    expect(codes(row(1, { components: said }))).toEqual([]);
  });
});
