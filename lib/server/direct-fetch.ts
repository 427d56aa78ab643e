// Asks the services of the place where this process runs, which are near and which no proxy reaches. Only for addresses
// that the operator or this program itself names: nothing is refused here.
import type { Fetch } from '@/lib/backend/fetch'
import { Agent, fetch as send } from 'undici'

export function createDirectFetch(): Fetch {
  const dispatcher = new Agent()
  return async (address, init) => {
    const request = { ...init, dispatcher }
    // The same fetch as Node's, from the package that the dispatcher is of.
    return (await send(address, request as Parameters<typeof send>[1])) as unknown as Response
  }
}
