// What instances over one database tell each other. It makes things quick and never true: a notice may be lost, so
// whoever waits for something looks into the database every few seconds as well.

/** What notices of a kind are about. Their content is JSON, and is of this program's own making. */
export interface Topic<T> {
  readonly name: string
  /** Only a type. */
  readonly notice?: T
}

export const createTopic = <T>(name: string): Topic<T> => ({ name })

/** Where something was done: by this process, or by another instance over the same database. */
export type Place = 'here' | 'elsewhere'

export interface Notifier {
  /** Whether there may be other instances. Where there are none, nothing is told and nothing is heard. */
  readonly isShared: boolean
  /**
   * Tells every instance, once what it is about is committed: those who listen here before it returns, others soon
   * after. Never throws. `short` is told to others in the notice's place when that is too long.
   */
  tell<T>(topic: Topic<T>, notice: T, short?: T): void
  /** Hears what is told by any instance, this one included. Returns the function that ends it. */
  listen<T>(topic: Topic<T>, listener: (notice: T, place: Place) => void): () => void
  /** Called when notices of others may have been missed: whoever keeps or awaits something looks again. */
  onMissed(listener: () => void): () => void
}

const nothing = () => undefined

/** For the one process of a database. */
export const alone: Notifier = { isShared: false, tell: nothing, listen: () => nothing, onMissed: () => nothing }

/** Of one connection: what is told of it is heard of it only. */
export function notifierOf(notifier: Notifier, connection: string): Notifier {
  const own = <T>({ name }: Topic<T>): Topic<T> => createTopic(`${connection}/${name}`)
  if (!notifier.isShared) return notifier
  return {
    ...notifier,
    tell: (topic, notice, short) => notifier.tell(own(topic), notice, short),
    listen: (topic, listener) => notifier.listen(own(topic), listener),
  }
}
