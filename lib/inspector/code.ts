// What to write in one's own code to do what the page shows.
import type { ConnectionKind } from '@/lib/protocol/connection'
import type { WireExchange } from '@/lib/protocol/exchange'
import type { Message } from '@/lib/protocol/message'
import { toAppBuilder } from './code-appbuilder'
import type { Server } from './code-client'
import { requestOf, requestOfExchange } from './code-request'
import { runIn } from './code-run'
import { writers } from './code-writers'
import type { Selection } from './selection'

export type Language = keyof typeof writers | 'appbuilder'

const everywhere = ['curl', 'python', 'node'] as const

/** The clients that people have for a connection of that kind. All of them find the built-in one. */
export const languagesOf: Readonly<Record<ConnectionKind, readonly Language[]>> = {
  embedded: [...everywhere, 'agents', 'appbuilder'],
  appbuilder: [...everywhere, 'appbuilder'],
  openai: everywhere,
  azure: everywhere,
  foundry: [...everywhere, 'agents'],
  playground: everywhere,
}

/**
 * How to make the run again, fetch the step, or answer the call. `before` are the messages that the run had, oldest
 * first.
 */
export function codeOf(
  selection: Selection,
  language: Language,
  { before = [], ...server }: Server & { readonly before?: readonly Message[] },
): string {
  if (language === 'appbuilder') return toAppBuilder(selection, { ...server, before })
  if (selection.type === 'run') return runIn[language](selection.run, before, server)
  return writers[language](requestOf(selection), server)
}

/**
 * How to send a request again that passed; undefined where its body was not kept whole, or the client has no method for
 * it: AppBuilder's has other requests.
 */
export function codeOfExchange(exchange: WireExchange, language: Language, server: Server): string | undefined {
  const request = requestOfExchange(exchange)
  return request === undefined || language === 'appbuilder' ? undefined : writers[language](request, server)
}
