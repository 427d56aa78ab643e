// Takes the place of next-intl in a shared file, where no server renders.
export {
  IntlProvider as NextIntlClientProvider,
  useFormatter,
  useLocale,
  useMessages,
  useTranslations,
} from 'use-intl/react'
