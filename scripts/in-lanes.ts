/** What is done whole, in one lane. */
export interface Job {
  readonly name: string
  /** Jobs that have to be over before, where they are among those that are asked for. */
  readonly after?: readonly string[]
}

interface Lanes<T> {
  readonly lanes: number
  readonly work: (name: string) => Promise<T>
}

/**
 * Does the jobs in so many lanes. A lane that is free takes the first job that nothing has to be waited for. Resolves
 * to what they gave, in their order; throws what the first of them throws.
 */
export async function inLanes<T>(jobs: readonly Job[], { lanes, work }: Lanes<T>): Promise<readonly T[]> {
  const waiting = new Map(jobs.map((job) => [job.name, job]))
  const underway = new Map<string, Promise<void>>()
  const results = new Map<string, T>()
  const isOver = (name: string) => !waiting.has(name) && !underway.has(name)

  function begin({ name }: Job) {
    waiting.delete(name)
    const ended = work(name).then((result) => {
      results.set(name, result)
      underway.delete(name)
    })
    underway.set(name, ended)
  }

  while (waiting.size + underway.size > 0) {
    const next = [...waiting.values()].find(({ after = [] }) => after.every(isOver))
    if (next && underway.size < lanes) begin(next)
    else if (underway.size > 0) await Promise.race(underway.values())
    else throw new Error(`These jobs wait for each other: ${[...waiting.keys()].join(', ')}`)
  }
  return jobs.flatMap(({ name }) => results.get(name) ?? [])
}
