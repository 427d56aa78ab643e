import * as z from 'zod'

/** A number that need not be whole; out of bounds it is a decimal to the wire, also where 3 was sent and not 3.1. */
export const decimal = (least: number, most: number) =>
  z.number().superRefine((value, context) => {
    const refuse = (code: string, message: string) =>
      context.addIssue({ code: 'custom', message: `${message}, but got ${value} instead.`, params: { code } })
    if (value > most) {
      refuse('decimal_above_max_value', `decimal above maximum value. Expected a value <= ${most}`)
    } else if (value < least) {
      refuse('decimal_below_min_value', `decimal below minimum value. Expected a value >= ${least}`)
    }
  })
