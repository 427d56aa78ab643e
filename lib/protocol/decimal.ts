import * as z from 'zod'

/**
 * A number that may have a fraction. The errors speak of a decimal, as those of the service do, even where 3 was sent.
 */
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
