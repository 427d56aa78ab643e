'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { removeKeepingFocus } from '@/components/focus/keep-focus'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Plus, X } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { respondersQuery } from '@/lib/client/responders'
import { responderLimits } from '@/lib/protocol/responder-limits'
import { useRulePlace } from './rule-place'
import type { RuleOf } from './responder-source'
import { secretPlace } from './sent-responders'
import { typeSecret, useSecretsAt } from './typed-secrets'

interface SecretHeadersProps {
  readonly rule: RuleOf<'http'>
  readonly onRule: (rule: RuleOf<'http'>) => void
}

/** Headers whose values go to the server and never come back: a draft knows their names only. */
export function SecretHeaders({ rule, onRule }: SecretHeadersProps) {
  const t = useTranslations('responders')
  const { assistant } = useRulePlace()
  const place = secretPlace(assistant ?? 'new', rule.id)
  const typed = useSecretsAt(place)
  const names = rule.secret_header_names ?? []
  const { isStored, isLocked } = useStoredSecrets(rule.id)
  const write = (changed: string[]) => onRule({ ...rule, secret_header_names: changed })
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="text-row font-medium">{t('secret_headers')}</legend>
      <p className="text-meta text-muted">{t('secret_headers_hint')}</p>
      {isLocked && <Locked />}
      {names.map((name, index) => (
        <div key={index} className="flex items-center gap-1">
          <Input
            aria-label={t('secret_name', { number: index + 1 })}
            placeholder={t('secret_name', { number: index + 1 })}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            value={name}
            onChange={({ target }) => {
              write(names.with(index, target.value))
              typeSecret(place, target.value, typed[name] ?? '')
            }}
            className="font-mono"
          />
          <Input
            aria-label={t('secret_value', { name })}
            placeholder={t(isStored(name) ? 'secret_stored' : 'secret_missing')}
            type="password"
            autoComplete="new-password"
            value={typed[name] ?? ''}
            onChange={({ target }) => typeSecret(place, name, target.value)}
          />
          <IconButton
            label={t('remove_secret', { name })}
            icon={<X size={14} />}
            data-remove="secret"
            onClick={({ currentTarget }) => removeKeepingFocus(currentTarget, () => write(names.toSpliced(index, 1)))}
          />
        </div>
      ))}
      <Button
        look="quiet"
        data-add="secret"
        disabled={names.length >= responderLimits.headers}
        className="self-start"
        onClick={() => write([...names, ''])}
      >
        <Plus size={14} aria-hidden />
        {t('add_secret')}
      </Button>
    </fieldset>
  )
}

function Locked() {
  const t = useTranslations('responders')
  return (
    <p role="status" data-status="incomplete" className="text-meta font-medium text-tone">
      {t('secret_locked')}
    </p>
  )
}

/** Which secret headers of the rule the server has values of. */
function useStoredSecrets(ruleId: string) {
  const api = useApi()
  const { assistant, name: fn } = useRulePlace()
  const { data } = useQuery({ ...respondersQuery(api, assistant ?? ''), enabled: assistant !== null })
  const rules = data?.functions.find((each) => each.function === fn)?.rules
  const rule = rules?.find(({ id }) => id === ruleId)
  const isLocked = rule !== undefined && (data?.locked_rules.includes(ruleId) ?? false)
  return {
    isLocked,
    isStored: (name: string) => !isLocked && rule?.kind === 'http' && rule.secret_header_names.includes(name),
  }
}
