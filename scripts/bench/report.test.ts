import { expect, test } from 'vitest'
import { tableOf } from './report'

const spread = (median: number, min = median, max = median) => ({ median, min, max })

test('sets each figure beside the bare one and its aim', () => {
  const table = tableOf([
    { what: 'First event', unit: 'ms', value: spread(8, 7.5, 12.25), bare: spread(4, 3, 5), aim: { atMost: 10 } },
    { what: 'Runs', unit: '/s', value: spread(1234.4), aim: { atLeast: 2000 } },
    { what: 'Beside it', unit: '/s', value: spread(50), bare: spread(100), aim: { atLeast: 1, isRatio: true } },
    { what: 'Memory', unit: 'MB', value: undefined, aim: { atMost: 200 } },
  ])
  expect(table.split('\n')).toEqual([
    '| What        |          Playground |           Bare Next |  Ratio |      Aim | Reached |',
    '| ----------- | ------------------: | ------------------: | -----: | -------: | ------: |',
    '| First event | 8.00 ms (7.50–12.3) | 4.00 ms (3.00–5.00) | 2.00 × |  ≤ 10 ms |     yes |',
    '| Runs        |             1,234/s |                     |        | ≥ 2000/s |      no |',
    '| Beside it   |              50.0/s |               100/s | 0.50 × |    ≥ 1 × |      no |',
    '| Memory      |             unknown |                     |        | ≤ 200 MB |         |',
  ])
})
