// Thousands of requests that nobody has thought of, made of the protocol's schemas: none breaks the server, and every
// answer is one of the protocol. FUZZ_SEED and FUZZ_REQUESTS have it look elsewhere, and for longer.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createModelRegistry } from '@/lib/backend/models/registry'
import { createKnownObjects } from '@/lib/backend/testing/fuzz/known-objects'
import { requests } from '@/lib/backend/testing/fuzz/request-arbitrary'
import { send } from '@/lib/backend/testing/fuzz/send'
import { nameOf, operations } from '@/lib/backend/testing/protocol-shapes'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { playedPython } from './testing/python'

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_128)
const numRuns = Number(process.env['FUZZ_REQUESTS'] ?? 6_000)

const models = createModelRegistry({ paceMs: 0, sleep: async () => undefined })

let wire: TestBackend
beforeAll(async () => {
  wire = await startEmbedded(models, { python: playedPython, reading: (read) => read })
})
afterAll(async () => {
  await wire.close()
  await models.close()
})

it(
  `answers ${numRuns} requests, right and wrong ones, as the protocol has it`,
  async () => {
    const known = createKnownObjects()
    const answered = new Map(operations.map((operation) => [nameOf(operation), { well: 0, refused: 0 }]))
    const T = new Map<string, number[]>()
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const began = performance.now()
        const status = await send(wire.backend, request, known).catch((error: Error) => {
          throw new Error([error.message, ...wire.reports.slice(-1)].join('\n'))
        })
        const t = T.get(request.operation) ?? [0, 0]; t[0]! += performance.now() - began; t[1]! += 1; T.set(request.operation, t)
        const counts = answered.get(request.operation)
        if (counts) counts[status < 400 ? 'well' : 'refused'] += 1
      }),
      { seed, numRuns },
    )
    if (process.env['FUZZ_VERBOSE']) console.log([...answered].map(([k, v]) => `${k} ${v.well}/${v.refused} ${T.get(k)?.map(Math.round)}`).join('\n'))
    expect(wire.reports).toEqual([])
    const oneSided = [...answered].filter(([, { well, refused }]) => well === 0 || refused === 0)
    expect(oneSided, 'each operation was both answered and refused').toEqual([])
  },
  300_000,
)
