// A request of the wire on its way to the upstream, and the answer on its way back: unchanged, as they come.
import { ApiError } from '@/lib/protocol/error'
import type { Backend } from '@/lib/backend/backend'
import { createBodyNote } from '@/lib/backend/wire/exchange-notes'
import { wireCallOf } from '@/lib/backend/wire/wire-call'
import { BROKEN_OFF, type Exchange, handedDown, keepNote, passedBack } from './pass-back'
import type { Recording } from './recording'
import { upward } from './upward'

export interface Passing {
  readonly upstream: Backend
  /** Undefined where nothing is to be recorded. */
  readonly recording: Recording | undefined
}

export interface Arrived {
  readonly request: Request
  /** The path of the wire, without what stands before it here, and with its query. */
  readonly path: string
  /** Pages ask for a run's answer at once, and read its log: so it is streamed to here. */
  readonly isPage: boolean
  /** The answer is to be read on its way, so it may not be encoded. */
  readonly isPlain?: boolean
}

/** Throws ApiError where nothing answers. */
export async function pass(passing: Passing, { request, path, isPage, isPlain = false }: Arrived): Promise<Response> {
  const { recording } = passing
  const call = wireCallOf(request.method, path.split('?')[0] ?? path)
  if (!recording || !call.isRecorded) {
    return handedDown(await passing.upstream((await upward(request, path, { isPlain })).request))
  }
  const { headers } = request
  const bodyNote = createBodyNote(headers.has('content-encoding') ? null : headers.get('content-type'))
  const asked = { method: call.method, path, headers, body: bodyNote, askedBy: 'client' } as const
  // What pages read to be drawn is nobody's request.
  const isKept = !isPage || call.method !== 'GET'
  const exchange: Exchange = { call, bodyNote, note: recording.note(asked), isKept, recording }
  try {
    const sent = await upward(request, path, {
      bodyNote,
      asStream: isPage && call.isLeg,
      isPlain: isPlain || call.isLeg,
    })
    return await passedBack(await passing.upstream(sent.request), { ...exchange, isConverted: sent.isConverted })
  } catch (error) {
    exchange.note.ended(error instanceof ApiError ? error.message : BROKEN_OFF)
    keepNote(exchange, call.runId)
    throw error
  }
}
