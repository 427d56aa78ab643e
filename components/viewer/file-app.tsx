'use client'

import { NextIntlClientProvider, useTranslations } from 'next-intl'
import { useEffect, useState, type ReactNode } from 'react'
import { Select } from '@/components/ui/select'
import type { CapsuleProblem, OpenCapsule } from '@/lib/capsule/capsule'
import { localeNames, locales, type Locale, themes, toLocale, toTheme } from '@/lib/i18n/locale'
import { viewerTexts } from '@/lib/i18n/viewer-texts'
import { createUrlState, hashPart } from '@/lib/inspector/url-state'
import { CapsuleView } from './capsule-view'
import { Guarded } from './guarded'

interface FileAppProps {
  readonly opened: { readonly capsule: OpenCapsule } | { readonly problem: CapsuleProblem }
}

const part = hashPart(window)
const urlState = createUrlState(part, part.read())

/** The whole of a shared file, which begins in the language of its reader's browser. */
export function FileApp({ opened }: FileAppProps) {
  const [locale, setLocale] = useState<Locale>(() => toLocale(undefined, navigator.languages.join(',')))
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  return (
    <NextIntlClientProvider locale={locale} messages={viewerTexts[locale]}>
      <main className="mx-auto flex w-full max-w-[90rem] flex-col gap-4 px-4 py-5 wide:px-10">
        <Shown opened={opened} tools={<Choices locale={locale} onLocale={setLocale} />} />
      </main>
    </NextIntlClientProvider>
  )
}

interface ShownProps extends FileAppProps {
  readonly tools: ReactNode
}

function Shown({ opened, tools }: ShownProps) {
  const t = useTranslations('capsule.view')
  if ('problem' in opened) {
    return (
      <>
        <p role="alert">{t(`problem.${opened.problem}`)}</p>
        {tools}
      </>
    )
  }
  return (
    <Guarded text={t('broken')}>
      <CapsuleView capsule={opened.capsule} urlState={urlState} tools={tools} />
    </Guarded>
  )
}

interface ChoicesProps {
  readonly locale: Locale
  readonly onLocale: (locale: Locale) => void
}

/** The language and the colours. Only this document keeps them: it leaves nothing behind. */
function Choices({ locale, onLocale }: ChoicesProps) {
  const t = useTranslations('capsule.view')
  const [theme, setTheme] = useState(() => toTheme(document.documentElement.dataset.theme))
  return (
    <>
      <Select aria-label={t('language')} value={locale} onChange={({ target }) => onLocale(target.value as Locale)}>
        {locales.map((each) => (
          <option key={each} value={each} lang={each}>
            {localeNames[each]}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('theme')}
        value={theme}
        onChange={({ target }) => {
          const chosen = toTheme(target.value)
          setTheme(chosen)
          document.documentElement.dataset.theme = chosen
        }}
      >
        {themes.map((each) => (
          <option key={each} value={each}>
            {t(each)}
          </option>
        ))}
      </Select>
    </>
  )
}
