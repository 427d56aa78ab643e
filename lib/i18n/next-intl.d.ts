import type { Messages as OurMessages } from './catalogue-en'
import type { Locale as OurLocale } from './locale'

declare module 'next-intl' {
  interface AppConfig {
    Locale: OurLocale
    Messages: OurMessages
  }
}
