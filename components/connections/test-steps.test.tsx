import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { loadMessages } from '@/lib/i18n/messages'
import type { TestStep } from '@/lib/protocol/connection'
import { FieldError } from './field-error'
import { TestSteps } from './test-steps'

const messages = await loadMessages('zh-CN')

const textOf = (drawn: ReactNode) =>
  renderToString(
    <NextIntlClientProvider locale="zh-CN" messages={messages} timeZone="UTC">
      {drawn}
    </NextIntlClientProvider>,
  ).replaceAll(/<[^>]+>/g, '')

const shown = (found: Partial<TestStep>) =>
  textOf(
    <TestSteps steps={[{ step: 'wire', status: 'failed', ms: 0, detail: 'In English.', ...found }]} nameOf={String} />,
  )

it('says what was found in the reader’s language, by the kind, and repeats only the server’s own words', () => {
  const azure = shown({ reason: 'no_path', values: { kind: 'azure', status: 404 }, words: 'Resource not found' })
  expect(azure).toContain('没有助手列表（404）。请输入资源的终结点')
  expect(azure).toContain('Resource not found')
  expect(azure).not.toContain('In English')
  expect(shown({ reason: 'lists_models', values: { count: 3 } })).toContain('列出 3 个模型')
})

it('shows a test of an earlier version as it was told', () => {
  expect(shown({})).toContain('In English.')
})

it('says why a field was refused', () => {
  const refused = { param: 'url', message: 'In English.' }
  expect(textOf(<FieldError {...refused} code="switched_off" />)).toContain('2026-08-26 停用')
  expect(textOf(<FieldError {...refused} param="key" code="missing_required_parameter" />)).toContain('重新输入')
  expect(textOf(<FieldError {...refused} code="of_another_time" />)).toBe('In English.')
})
