/** Work on one name is done one after the other, in the order in which it was asked for; different names never wait. */
export type Exclusive = <T>(name: string, work: () => Promise<T>) => Promise<T>

export function createExclusive(): Exclusive {
  const queues = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const before = queues.get(name) ?? Promise.resolve()
    const result = before.then(work, work)
    queues.set(name, result)
    const forget = () => {
      if (queues.get(name) === result) queues.delete(name)
    }
    result.then(forget, forget)
    return result
  }
}
