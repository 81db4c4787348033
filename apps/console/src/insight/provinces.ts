/** Where each of the 26 provinces stands on a grid of tiles: column, row, by ISO 3166-2 code. */
export const tiles: Record<string, readonly [number, number]> = {
  ...{ 'CD-SU': [3, 1], 'CD-NU': [4, 1], 'CD-BU': [5, 1], 'CD-HU': [6, 1] },
  ...{ 'CD-EQ': [3, 2], 'CD-MO': [4, 2], 'CD-TO': [5, 2], 'CD-IT': [6, 2] },
  ...{ 'CD-MN': [3, 3], 'CD-TU': [4, 3], 'CD-MA': [5, 3], 'CD-NK': [6, 3] },
  ...{ 'CD-BC': [1, 4], 'CD-KN': [2, 4], 'CD-KL': [3, 4], 'CD-SA': [4, 4], 'CD-LO': [5, 4], 'CD-SK': [6, 4] },
  ...{ 'CD-KG': [2, 5], 'CD-KS': [3, 5], 'CD-KC': [4, 5], 'CD-KE': [5, 5], 'CD-TA': [6, 5] },
  ...{ 'CD-LU': [4, 6], 'CD-HL': [5, 6], 'CD-HK': [6, 6] },
};
