import * as z from 'zod'
import { notFound } from '@/lib/protocol/error'
import type { ExchangeList, ListedExchange, WireExchange, WirePart } from '@/lib/protocol/exchange'
import type { PlaygroundRoutes } from './playground-routes'
import { pathParam, queryOf } from './request'

const exchangeQuery = z.object({
  limit: z.number().int().min(1).max(1_000).default(1_000),
  /** The number of an exchange. */
  after: z.coerce.number().int().nonnegative().optional(),
})

/** What passed on the wire about a run, in the order in which it was asked: in short, and each one whole. */
export const exchangeRoutes: PlaygroundRoutes = (app, { store }) => {
  app.get('/connections/:connection/runs/:run_id/exchanges', async (c) => {
    const id = pathParam(c, 'run_id')
    if (!(await store.runs.get(id))) throw notFound('run', id)
    const { data, hasMore } = await store.exchanges.list(id, queryOf(c, exchangeQuery))
    return c.json({ object: 'list', data: data.map(inShort), has_more: hasMore } satisfies ExchangeList)
  })

  app.get('/connections/:connection/runs/:run_id/exchanges/:number', async (c) => {
    const number = Number(pathParam(c, 'number'))
    const isNumber = Number.isSafeInteger(number) && number > 0
    const found = isNumber
      ? (await store.exchanges.list(pathParam(c, 'run_id'), { limit: 1, after: number - 1 })).data[0]
      : undefined
    if (found?.number !== number) throw notFound('exchange', pathParam(c, 'number'))
    return c.json(found)
  })
}

const partInShort = ({ bytes, is_cut }: WirePart) => ({ bytes, is_cut })

function inShort({ request, answer, ...exchange }: WireExchange): ListedExchange {
  return {
    ...exchange,
    request: partInShort(request),
    answer: answer && {
      ...partInShort(answer),
      status: answer.status,
      head_ms: answer.head_ms,
      end_ms: answer.end_ms,
    },
    names: namesIn(exchange.path, request.text ?? ''),
  }
}

/** Read from the text: a body that was cut is no JSON any more. */
function namesIn(path: string, body: string): readonly string[] {
  const step = /\/steps\/([^/?]+)/.exec(path)?.[1]
  if (step !== undefined) return [step]
  if (!/\/submit_tool_outputs(?:\?|$)/.test(path)) return []
  return [...body.matchAll(/"tool_call_id"\s*:\s*"([^"\\]+)"/g)].map(([, id = '']) => id)
}
