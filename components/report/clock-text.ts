/** The time of the clock in the reader's zone, as exactly as it is known. */
export function toClock(at: number, locale: string, known: 'seconds' | 'milliseconds'): string {
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  return new Date(at).toLocaleTimeString(locale, known === 'seconds' ? time : { ...time, fractionalSecondDigits: 3 })
}
