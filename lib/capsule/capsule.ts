// A run, or a thread with its runs, as one file that opens anywhere. What a file of version 1 is stays so for ever.
import type { StoredFile } from '@/lib/protocol/file'
import type { Recording } from '@/lib/run/recording'

export const CAPSULE_SCHEMA = 'assistants-playground/capsule'
export const CAPSULE_VERSION = 1

/** More is neither made nor read. */
export const MAX_CAPSULE_BYTES = 64 * 1024 * 1024

/** What may be left out of a file, each as a whole. Keys and secrets are never in it. */
export const leftOutKinds = ['instructions', 'arguments', 'outputs', 'reasoning', 'metadata', 'files'] as const
export type LeftOutKind = (typeof leftOutKinds)[number]

/** A file that a message or a call names. */
export interface CapsuleFile {
  readonly file: StoredFile
  /** Its bytes, in base64; null where they did not come along. */
  readonly base64: string | null
}

export interface CapsuleLabels {
  readonly thread: readonly string[]
  /** By the ids of runs that have some. */
  readonly runs: Readonly<Record<string, readonly string[]>>
}

export interface Capsule {
  readonly schema: typeof CAPSULE_SCHEMA
  readonly version: typeof CAPSULE_VERSION
  /** When it was made, in Unix milliseconds. */
  readonly exported_ms: number
  /** The run that it is of; null where it is of the whole thread. */
  readonly run_id: string | null
  readonly recording: Recording
  readonly labels: CapsuleLabels
  readonly files: readonly CapsuleFile[]
  readonly left_out: readonly LeftOutKind[]
  /** How many places were covered, of secrets and of words that were asked for. */
  readonly covered: number
}

/** Something in a file that is not what should stand in its place. */
export interface Unreadable {
  readonly kind: 'message' | 'run' | 'event' | 'assistant' | 'file'
  /** Of a message: the id of the last one before it that can be read; null for those before all. */
  readonly after: string | null
  /** What stands there, as JSON, or the beginning of that. */
  readonly text: string
}

/** A capsule as it was read, with what of its file is in nothing else of it. */
export interface OpenCapsule extends Capsule {
  readonly unreadable: {
    readonly count: number
    /** The first of them, as many as anybody looks through. */
    readonly first: readonly Unreadable[]
  }
}

/**
 * Why a text is no capsule that can be shown: it is none, its JSON breaks off, it is of a later version, it is larger
 * or more deeply nested than any, or what stands in it is not what should.
 */
export type CapsuleProblem = 'none' | 'broken' | 'later' | 'too_large' | 'too_deep' | 'wrong'

export class CapsuleError extends Error {
  override readonly name = 'CapsuleError'
  readonly problem: CapsuleProblem
  constructor(problem: CapsuleProblem, message: string) {
    super(message)
    this.problem = problem
  }
}
