import { excessOfExtent, type Extent } from '@/lib/protocol/json-extent'
import type { AnswerFrame } from './answer-frames'
import { reported, tooComplex, type Endpoint } from './endpoint-errors'
import { ModelError } from '../model'
import { errorIn } from './reported-error'

/** Of one frame. What is wrong with each of its values becomes an object of its own: 30,000 take some 0.2 s. */
const mostOfFrame: Extent = { levels: 100, values: 30_000 }

/** The JSON of a frame. Throws `ModelError` for an error that it reports, and for what is too much or no JSON. */
export function valueOfFrame({ data, event }: AnswerFrame, endpoint: Endpoint): unknown {
  if (excessOfExtent(data, mostOfFrame)) throw tooComplex(endpoint, mostOfFrame)
  const value = valueIn(data, event)
  const error = errorIn(value, event)
  if (error !== undefined) throw reported(error, endpoint)
  if (value !== undefined) return value
  throw new ModelError('server_error', `The model endpoint ${endpoint.host} sent a chunk that is not JSON.`)
}

/** Undefined for what is not JSON; of an error event the text itself. */
function valueIn(data: string, event: string | undefined): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return event === 'error' ? data : undefined
  }
}
