import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { locales } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import { createAssistantBody } from '@/lib/protocol/assistant'
import { assistantOf, scenarioAssistant, scenarios, templates } from './templates'

const translator = async (locale: (typeof locales)[number]) =>
  createTranslator({ locale, messages: await loadMessages(locale), namespace: 'templates' })

describe.each(locales)('templates in %s', (locale) => {
  it.each(templates.map((template) => [template.id, template] as const))(
    '%s is accepted by the wire',
    async (_, template) => {
      const body = assistantOf(template, { t: await translator(locale), model: 'scripted' })
      expect(createAssistantBody.parse(body)).toEqual(body)
    },
  )

  it.each(scenarios)('the scenario %s is accepted by the wire', async (scenario) => {
    const body = scenarioAssistant(scenario, await translator(locale))
    expect(createAssistantBody.parse(body)).toEqual(body)
  })
})
