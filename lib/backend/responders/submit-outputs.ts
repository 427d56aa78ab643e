import { ApiError } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import type { WireClient } from '@/lib/backend/wire/wire-client'
import type { Call } from './rules/call'

interface Submission {
  readonly outputs: readonly { readonly call: Call; readonly output: string }[]
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly signal: AbortSignal
}

/** A backend that is busy is asked again after these times. */
const AGAIN_MS = [1_000, 5_000, 15_000] as const

/** Submits a run's outputs as a person would. What it returns is why they could not be; undefined where all is well. */
export async function submitOutputs(
  client: Pick<WireClient, 'post'>,
  { id, thread_id }: Run,
  { outputs, sleep, signal }: Submission,
): Promise<string | undefined> {
  const path = `/threads/${encodeURIComponent(thread_id)}/runs/${encodeURIComponent(id)}/submit_tool_outputs`
  const tool_outputs = outputs.map(({ call, output }) => ({ tool_call_id: call.id, output }))
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.post(path, { tool_outputs })
      return undefined
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // Somebody else was quicker, or the run is over: it waits for nothing any more.
      if (error.status === 400 && /do not accept tool outputs|are over/i.test(error.message)) return undefined
      const wait = AGAIN_MS[attempt]
      const isPassing = error.status === 429 || error.status >= 500
      if (!isPassing || wait === undefined) return `The outputs could not be submitted: ${error.message}`
      await sleep(wait, signal)
    }
  }
}
