// Sessions that run no Python: what a cell says depends on its code alone.
import type { PythonSessions } from '@/lib/backend/python/cell-result'

/** Prints the code's length, and writes a picture and a table. */
export const playedPython: PythonSessions = {
  run: async (_, { code }) => ({
    logs: `${code.length}\n`,
    images: [
      {
        name: 'chart.svg',
        path: '/mnt/data/chart.svg',
        bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      },
    ],
    files: [{ name: 'sums.csv', path: '/mnt/data/sums.csv', bytes: Buffer.from('a,1\n') }],
    error: null,
    code: null,
    mounted: [],
    isNewSession: true,
    wasReset: false,
  }),
  availability: async () => ({ ok: true, sandbox: 'pyodide', wall: 'none', version: '3.14.2', packages: [] }),
  expect: () => undefined,
  end: () => undefined,
  close: async () => undefined,
}
