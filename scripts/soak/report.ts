import { percentile } from '../bench/statistics'
import type { ProcessSample } from './sample-process'
import type { StreamsResult } from './streams'

interface Soak {
  readonly streams: StreamsResult
  readonly samples: readonly ProcessSample[]
}

/** The figures as a Markdown table, and what must never happen below it. */
export function reportOf({ streams: { events, completed, seconds, lags, faults }, samples }: Soak): string {
  const rows: readonly (readonly [string, string])[] = [
    ['Minutes', (seconds / 60).toFixed(1)],
    ['Events received', `${events.toLocaleString('en')} (${Math.round(events / seconds).toLocaleString('en')}/s)`],
    ['Streams read to their end', completed.toLocaleString('en')],
    ['From stored to received, p50 / p99 / longest', lags.length > 0 ? lagText(lags) : 'unknown'],
    [
      'Memory, first / largest / last',
      spanText(
        samples.map(({ memoryMb }) => memoryMb),
        ' MB',
      ),
    ],
    ['Memory, median of the first and of the last third', thirdsText(samples)],
    ['Open descriptors, first / largest / last', spanText(samples.map(({ descriptors }) => descriptors))],
    ['Events missing, twice or out of order; streams broken', String(faults.length)],
  ]
  const table = ['| what | figure |', '|---|---|', ...rows.map(([what, figure]) => `| ${what} | ${figure} |`)]
  return [...table, ...(faults.length > 0 ? ['', ...faults.slice(0, 20)] : [])].join('\n')
}

const lagText = (lags: readonly number[]) =>
  `${[percentile(lags, 0.5), percentile(lags, 0.99), percentile(lags, 1)].join(' / ')} ms`

function spanText(values: readonly (number | undefined)[], unit = ''): string {
  const known = values.filter((value) => value !== undefined)
  const [first] = known
  if (first === undefined) return 'unknown'
  return [first, Math.max(...known), known.at(-1) ?? first].map((value) => `${Math.round(value)}${unit}`).join(' / ')
}

/** Growth that does not end shows here, whatever the garbage collector does in between. */
function thirdsText(samples: readonly ProcessSample[]): string {
  const memory = samples.flatMap(({ memoryMb }) => memoryMb ?? [])
  const third = Math.floor(memory.length / 3)
  if (third === 0) return 'unknown'
  const medians = [memory.slice(0, third), memory.slice(-third)].map((part) => Math.round(percentile(part, 0.5)))
  return medians.map((value) => `${value} MB`).join(' / ')
}
