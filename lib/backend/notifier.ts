// What instances over one database tell each other. It makes things quick and never true: a notice may be lost, so
// whoever waits for something looks into the database every few seconds as well.

/** What notices of a kind are about. Their content is JSON, and is of this program's own making. */
export interface Topic<T> {
  readonly name: string
  /** Only a type. */
  readonly notice?: T
}

export const createTopic = <T>(name: string): Topic<T> => ({ name })

export interface Notifier {
  /** Whether there may be other instances. Where there are none, nothing is told and nothing is heard. */
  readonly isShared: boolean
  /**
   * Tells every other instance, once what it is about is committed. Returns at once and never throws. `short` is told
   * in the notice's place when that is too long.
   */
  tell<T>(topic: Topic<T>, notice: T, short?: T): void
  /** Hears what other instances tell, and nothing that was told here. Returns the function that ends it. */
  listen<T>(topic: Topic<T>, listener: (notice: T) => void): () => void
  /** Called when notices may have been missed: whoever keeps or awaits something looks into the database again. */
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
