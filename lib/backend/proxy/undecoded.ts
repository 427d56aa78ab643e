import type { Dispatcher } from 'undici'

/** Where an answer's encoding stands that `fetch` is not to see. */
export const SENT_ENCODING = 'x-playground-sent-encoding'

const NAME = 'content-encoding'

/**
 * Lets `fetch` answer with the bytes as they were sent: it decodes what says that it is encoded, whoever asked for
 * that. For `dispatcher.compose()`.
 */
export const undecoded: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch(options, {
    ...bound(handler),
    onHeaders(...[status, headers, ...rest]) {
      return handler.onHeaders?.(status, headers && renamed(headers), ...rest) ?? true
    },
  })

const events = ['onConnect', 'onError', 'onUpgrade', 'onResponseStarted', 'onData', 'onComplete', 'onBodySent'] as const

/** Handlers are objects with methods, which are polled for by their names. */
const bound = (handler: Dispatcher.DispatchHandlers): Dispatcher.DispatchHandlers =>
  Object.fromEntries(
    events.flatMap((name) => {
      const method = handler[name] as ((...values: unknown[]) => unknown) | undefined
      return method ? [[name, method.bind(handler)]] : []
    }),
  )

/** Names and values in turns. */
const renamed = (headers: Buffer[]) =>
  headers.map((each, index) =>
    index % 2 === 0 && each.toString('latin1').toLowerCase() === NAME ? Buffer.from(SENT_ENCODING) : each,
  )
