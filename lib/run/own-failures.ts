import type { LastError } from '@/lib/protocol/run'

/** A run that so many starts in a row took up, none of which came to an ordered end, is taken for the cause of that. */
export const MAX_STARTS = 3

/** In so many turns of one run a model may call tools that run here: more is taken for an endless loop. */
export const MAX_HOSTED_TURNS = 50

/**
 * Failures of a run that neither its model nor its request caused. The protocol has no error codes for them, so they
 * are recognized by their sentence.
 */
const sentences = {
  stopped_often:
    `The server was started ${MAX_STARTS} times while this run was underway, and stopped each time before the run came ` +
    'to an end. It is not tried again. What had arrived is kept.',
  too_many_turns:
    `The model called tools in ${MAX_HOSTED_TURNS} turns of this run without coming to an answer. ` +
    'It is not asked again. What the tools have answered is kept.',
  log_damaged:
    "Part of this run's log is damaged in the server's database, so it could not go on. What can be read is kept.",
} as const satisfies Readonly<Record<string, string>>

export type OwnFailure = keyof typeof sentences

/** The `last_error` of a run that ends this way. */
export const lastErrorFor = (failure: OwnFailure): LastError => ({ code: 'server_error', message: sentences[failure] })

/** The failure that an error stands for; undefined for errors of the model or its endpoint. */
export const ownFailureOf = ({ message }: LastError): OwnFailure | undefined =>
  (Object.keys(sentences) as OwnFailure[]).find((failure) => sentences[failure] === message)
