// Takes the place of use-intl's formatter of compiled messages (see next.config.mjs): the whole numbers in a text are
// written without `Intl`, whose first number takes a new page 35 ms.
import formatCompiled from 'use-intl/format-message/format-only'
import { plainNumber } from './plain-number'

type Formatters = Parameters<typeof formatCompiled>[3]['formatters']

export default function formatMessage(...[key, message, values, options]: Parameters<typeof formatCompiled>) {
  const formatters = withPlainNumbers(options.formatters)
  return formatCompiled(key, message, values, { ...options, formatters })
}
formatMessage.raw = formatCompiled.raw

function withPlainNumbers(formatters: Formatters): Formatters {
  return {
    ...formatters,
    getNumberFormat(locales, options) {
      if (options) return formatters.getNumberFormat(locales, options)
      const format = (value: number) =>
        Number.isSafeInteger(value) ? plainNumber(value) : formatters.getNumberFormat(locales).format(value)
      // Nothing else of it is used.
      return { format } as Intl.NumberFormat
    },
  }
}
