// `npm run soak`: many event streams that stand for minutes while runs are written. It asserts only what must never
// happen, an event twice or missing, and prints the rest as a table. Nothing leaves the loopback address.
import { parseArgs } from 'node:util'
import { startServer } from '@/lib/server/testing/start-server'
import { createClient } from './bench/client'
import { machineLine } from './bench/machine'
import { createAssistant } from './bench/run-requests'
import { reportOf } from './soak/report'
import { sampleProcess } from './soak/sample-process'
import { keepStreams } from './soak/streams'

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '200' },
    runs: { type: 'string', default: '20' },
    minutes: { type: 'string', default: '9' },
  },
})

function wholeNumber(name: keyof typeof values): number {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number > 0) return number
  console.error(`--${name} must be a whole number above 0.`)
  process.exit(2)
}

const plan = { streams: wholeNumber('streams'), runs: wholeNumber('runs'), minutes: wholeNumber('minutes') }
const machine = machineLine()
console.error(`${plan.streams} streams on ${plan.runs} runs that write, for ${plan.minutes} minutes.`)
const server = await startServer({ pages: true, env: { SCRIPTED_PACE_MS: '20' } })
try {
  const client = createClient(server.url)
  const samples = sampleProcess(server.pid)
  const streams = await keepStreams({ client, assistantId: await createAssistant(client), ...plan })
  console.log(`${machine}\n\n${reportOf({ streams, samples: samples.stop() })}`)
  process.exitCode = streams.faults.length > 0 ? 1 : 0
} finally {
  await server.stop()
}
