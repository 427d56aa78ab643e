import type { Chunking } from '@/lib/backend/retrieval/chunk-text'
import type { FileReasonSentence } from '@/lib/run/file-reasons'
import type { FailureCode } from './parse-error'

/** What the process is asked: it has the file open as its standard input. */
export interface ParseJob {
  readonly filename: string
  readonly textBytes: number
  /** Where it is there, chunks are wanted, else the text. */
  readonly chunking?: Chunking
}

/** A chunk with what it is found by. */
export interface IndexedChunk {
  /** Its place among the file's chunks, from 0. */
  readonly index: number
  readonly text: string
  /** Where it begins and ends in the file's text, in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly tokens: number
  /** The page, slide or sheet that it begins on, from 1; of other kinds of files there is none. */
  readonly page?: number
  /** Each term that it has, with how often. */
  readonly terms: readonly (readonly [term: string, tf: number])[]
  /** How many terms it has in all: the sum of their numbers. */
  readonly length: number
}

/** What it says; it waits for an answer behind each piece. */
export type ChildMessage =
  | { readonly type: 'ready' | 'progress' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'chunks'; readonly chunks: readonly IndexedChunk[] }
  | { readonly type: 'done'; readonly characters: number; readonly pages?: readonly number[] }
  | { readonly type: 'failed'; readonly code: FailureCode; readonly message: FileReasonSentence }
