import { plainNumber } from '@/lib/i18n/plain-number'
import { MAX_COUNTED } from '@/lib/run/list-limits'

/** Writes a number that a list was counted to; one that was not counted further has a plus. */
export const counted = (count: number) => `${plainNumber(count)}${count >= MAX_COUNTED ? '+' : ''}`
