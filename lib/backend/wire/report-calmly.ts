import type { Clock } from '@/lib/backend/clock'
import { storeFailureOf } from '@/lib/protocol/error'
import { damageAnswer } from '@/lib/backend/store/damage-answer'
import { storeRefusalOf, type StoreRefusal } from '@/lib/backend/store/store-refusal'

type Report = (message: string, error: unknown) => void

/** While the store refuses, the operator hears of it this often: not once for each run and request. */
const REMIND_MS = 60_000

const words: Readonly<Record<StoreRefusal, string>> = {
  full: 'The disk is full. Runs wait, and requests that write are answered with 503, until there is room:',
  busy: 'Another program holds the database. Runs wait, and requests that write are answered with 503:',
  unreachable: 'The database cannot be written. Runs wait, and requests that write are answered with 503:',
  bucket: 'The bucket does not answer. Runs that need files wait, and requests for files are answered with 503:',
}

/** Answers pass and are not recorded; its message says why. It would be told of each of them. */
export class UnreadError extends Error {
  override readonly name = 'UnreadError'
}

/**
 * Tells of a store that refuses, is lost or damaged, and of answers that are not read, in one line now and then; of
 * everything else as it comes.
 */
export function reportCalmly(report: Report, clock: Clock): Report {
  const told = new Map<string, number>()
  return (message, error) => {
    const refusal = storeRefusalOf(error)
    const isSentence = error instanceof UnreadError || storeFailureOf(error) === 'lost'
    const sentence = isSentence && error instanceof Error ? `${message} ${error.message}` : undefined
    const line = refusal ? words[refusal] : (damageAnswer(error)?.message ?? sentence)
    if (line === undefined) return report(message, error)
    const since = Math.abs(clock() - (told.get(line) ?? -Infinity))
    if (since < REMIND_MS) return
    told.set(line, clock())
    report(sentence === undefined ? line : message, error instanceof Error ? error.message : error)
  }
}
