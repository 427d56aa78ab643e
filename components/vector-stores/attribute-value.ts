import { attributeLimits } from '@/lib/protocol/limits'
import type { Attributes } from '@/lib/protocol/vector-store'

export const valueTypes = ['text', 'number', 'boolean'] as const
export type ValueType = (typeof valueTypes)[number]
export type AttributeValue = Attributes[string]

/** A pair as it is written in a form. */
export interface WrittenPair {
  readonly key: string
  readonly type: ValueType
  readonly value: string
}

const typeOf = (value: AttributeValue): ValueType => (typeof value === 'string' ? 'text' : typeof value) as ValueType

export const written = (key: string, value: AttributeValue): WrittenPair => ({
  key,
  type: typeOf(value),
  value: String(value),
})

/** Undefined for what is no value of that type. */
export function valueOf({ type, value }: Pick<WrittenPair, 'type' | 'value'>): AttributeValue | undefined {
  if (type === 'text') return value.length <= attributeLimits.value ? value : undefined
  if (type === 'boolean') return value === 'true'
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined
}

export type PairProblem = 'key_missing' | 'key_twice' | 'value'

/** What is wrong with each pair, as a key of the catalogue. */
export const pairProblems = (pairs: readonly WrittenPair[]): readonly (PairProblem | null)[] =>
  pairs.map((pair, index) => {
    if (pair.key.trim() === '') return 'key_missing'
    if (pairs.findIndex(({ key }) => key.trim() === pair.key.trim()) < index) return 'key_twice'
    return valueOf(pair) === undefined ? 'value' : null
  })

/** Of pairs without a problem. */
export const attributesOf = (pairs: readonly WrittenPair[]): Attributes =>
  Object.fromEntries(pairs.map((pair) => [pair.key.trim(), valueOf(pair) ?? '']))
