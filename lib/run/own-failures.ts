import type { LastError } from '@/lib/protocol/run'

/** A run that so many starts in a row have found at work is taken for what ends the server, and not tried again. */
export const MAX_STARTS = 3

/**
 * What ends a run though neither its model nor its request was at fault. The protocol's codes have no word for it, so
 * these are known by their sentence.
 */
const sentences = {
  stopped_often:
    `The server was started ${MAX_STARTS} times while this run was underway, and stopped each time before the run came ` +
    'to an end. It is not tried again. What had arrived is kept.',
  log_damaged:
    "Part of this run's log is damaged in the server's database, so it could not go on. What can be read is kept.",
} as const satisfies Readonly<Record<string, string>>

export type OwnFailure = keyof typeof sentences

/** The `last_error` of a run that ends so. */
export const lastErrorFor = (failure: OwnFailure): LastError => ({ code: 'server_error', message: sentences[failure] })

/** Undefined for what the model or its server said. */
export const ownFailureOf = ({ message }: LastError): OwnFailure | undefined =>
  (Object.keys(sentences) as OwnFailure[]).find((failure) => sentences[failure] === message)
