// Accounts that do not behave as the face does, made from the face.
import type { Backend } from '../../backend'

type Json = Readonly<Record<string, unknown>>

/** A gateway that answers requests to some paths in another way; `pass` brings the answer that it would give. */
export const unlike =
  (
    gateway: Backend,
    answers: Readonly<Record<string, (request: Request, pass: Backend) => Promise<Response>>>,
  ): Backend =>
  (request) => {
    const answer = answers[new URL(request.url).pathname]
    return answer ? answer(request, gateway) : gateway(request)
  }

/** Notes what is asked for, path by path. */
export function counted(gateway: Backend) {
  const paths: string[] = []
  return {
    countOf: (path: string) => paths.filter((each) => each === path).length,
    gateway: ((request) => {
      paths.push(new URL(request.url).pathname)
      return gateway(request)
    }) satisfies Backend,
  }
}

/** The answer with each object in it changed: of a list its objects, else the answer itself. */
export async function withObjects(response: Response, change: (object: Json) => Json): Promise<Response> {
  const value = (await response.json()) as Json & { readonly data?: readonly Json[] }
  return Response.json(value.data ? { ...value, data: value.data.map(change) } : change(value))
}

/** A stream of status events. */
export const streamOf = (...events: readonly object[]) =>
  new Response(events.map((event) => `event: status\ndata: ${JSON.stringify(event)}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  })
