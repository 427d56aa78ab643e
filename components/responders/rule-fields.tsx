'use client'

import { useTranslations } from 'next-intl'
import { responderLimits } from '@/lib/protocol/responder-limits'
import { Condition } from './condition'
import { CodeField, OutputField, TextField } from './fields'
import { HttpFields } from './http-fields'
import { LookupFields } from './lookup-fields'
import { McpFields } from './mcp-fields'
import { RecordedFields } from './recorded-fields'
import type { DraftRule } from './responder-source'

interface RuleFieldsProps {
  readonly rule: DraftRule
  readonly onRule: (rule: DraftRule) => void
}

/** All of a rule: its name, what its kind needs, when it applies. Props: rule, onRule. */
export function RuleFields({ rule, onRule }: RuleFieldsProps) {
  const t = useTranslations('responders')
  return (
    <>
      <TextField
        label={t('name')}
        hint={t('name_hint')}
        placeholder={t(`kind.${rule.kind}`)}
        maxLength={responderLimits.name}
        value={rule.name ?? ''}
        onValue={(name) => onRule({ ...rule, name })}
      />
      <OwnFields rule={rule} onRule={onRule} />
      <Condition rule={rule} onRule={onRule} />
    </>
  )
}

function OwnFields({ rule, onRule }: RuleFieldsProps) {
  const t = useTranslations('responders')
  switch (rule.kind) {
    case 'static':
      return (
        <OutputField
          label={t('output')}
          hint={t('output_hint')}
          value={rule.output}
          onValue={(output) => onRule({ ...rule, output })}
        />
      )
    case 'template':
      return (
        <CodeField
          label={t('template')}
          hint={t('template_hint')}
          withArguments
          value={rule.template}
          onValue={(template) => onRule({ ...rule, template })}
        />
      )
    case 'javascript':
      return (
        <CodeField
          label={t('code')}
          withArguments
          rows={6}
          value={rule.code}
          onValue={(code) => onRule({ ...rule, code })}
        />
      )
    case 'fail':
      return (
        <TextField
          label={t('error')}
          hint={t('error_hint')}
          value={rule.error}
          onValue={(error) => onRule({ ...rule, error })}
        />
      )
    case 'lookup':
      return <LookupFields rule={rule} onRule={onRule} />
    case 'http':
      return <HttpFields rule={rule} onRule={onRule} />
    case 'mcp':
      return <McpFields rule={rule} onRule={onRule} />
    case 'recorded':
      return <RecordedFields rule={rule} onRule={onRule} />
    default:
      return rule satisfies never
  }
}
