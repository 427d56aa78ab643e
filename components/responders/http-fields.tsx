'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useListed } from '@/components/names/use-listed'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { responderSettingsQuery } from '@/lib/client/responder-sources'
import { CodeField, TimeoutField, TextField, useRequired } from './fields'
import { headersOf, linesOf } from './header-lines'
import type { RuleOf } from './responder-source'
import { SecretHeaders } from './secret-headers'
import { useRefusedHost } from './use-refused-host'

interface HttpFieldsProps {
  readonly rule: RuleOf<'http'>
  readonly onRule: (rule: RuleOf<'http'>) => void
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const hasBody = (method: RuleOf<'http'>['method']) => method !== 'GET' && method !== 'DELETE'

/** A request, and which part of its answer is the output. Props: rule, onRule. */
export function HttpFields({ rule, onRule }: HttpFieldsProps) {
  const t = useTranslations('responders')
  const required = useRequired()
  const { method, url, headers = {}, body = null, pick = null, timeout_ms = null } = rule
  return (
    <>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-[7rem_minmax(0,1fr)]">
        <Field label={t('method')}>
          {(control) => (
            <Select
              {...control}
              value={method}
              onChange={(event) => onRule({ ...rule, method: event.target.value as typeof method })}
              className="w-full"
            >
              {methods.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>
          )}
        </Field>
        <TextField
          label={t('url')}
          hint={t('url_hint')}
          error={required(url)}
          dir="ltr"
          spellCheck={false}
          value={url}
          onValue={(changed) => onRule({ ...rule, url: changed })}
          className="font-mono"
        />
      </div>
      <AllowedHosts rule={rule} />
      <Headers headers={headers} onHeaders={(changed) => onRule({ ...rule, headers: changed })} />
      <SecretHeaders rule={rule} onRule={onRule} />
      {hasBody(method) && (
        <CodeField
          label={t('body')}
          hint={t('body_hint')}
          withArguments
          value={body ?? ''}
          onValue={(changed) => onRule({ ...rule, body: changed || null })}
        />
      )}
      <PickField pick={pick} onPick={(changed) => onRule({ ...rule, pick: changed })} />
      <TimeoutField ms={timeout_ms} onMs={(ms) => onRule({ ...rule, timeout_ms: ms })} />
    </>
  )
}

/** Which part of the answer is the output; null is all of it. */
function PickField({ pick, onPick }: { pick: string | null; onPick: (pick: string | null) => void }) {
  const t = useTranslations('responders')
  return (
    <TextField
      label={t('pick')}
      hint={t('pick_hint')}
      dir="ltr"
      spellCheck={false}
      value={pick ?? ''}
      onValue={(changed) => onPick(changed || null)}
      className="font-mono"
    />
  )
}

/** What the operator lets rules ask, and whether this one is among it: it can be kept, and fails until it is. */
function AllowedHosts({ rule }: Pick<HttpFieldsProps, 'rule'>) {
  const t = useTranslations('responders')
  const listed = useListed()
  const { data } = useQuery(responderSettingsQuery())
  const host = useRefusedHost(rule)
  if (!data) return null
  const { hosts } = data
  return (
    <p
      role="status"
      data-status={host === undefined ? undefined : 'incomplete'}
      className={`text-meta ${host === undefined ? 'text-muted' : 'font-medium text-tone wrap-anywhere'}`}
    >
      {host !== undefined && `${t('host_refused', { host })} `}
      {hosts.length === 0 ? t('no_hosts') : t('hosts', { hosts: listed(hosts) })}
    </p>
  )
}

interface HeadersProps {
  readonly headers: Readonly<Record<string, string>>
  readonly onHeaders: (headers: Record<string, string>) => void
}

function Headers({ headers, onHeaders }: HeadersProps) {
  const t = useTranslations('responders')
  // As they were typed: a line that is no header yet stays in sight.
  const [typed, setTyped] = useState(() => linesOf(headers))
  const shown = linesOf(headersOf(typed).headers) === linesOf(headers) ? typed : linesOf(headers)
  return (
    <Field label={t('headers')} hint={t('headers_hint')}>
      {(control) => (
        <Textarea
          {...control}
          dir="ltr"
          rows={2}
          spellCheck={false}
          value={shown}
          onChange={({ target }) => {
            setTyped(target.value)
            onHeaders(headersOf(target.value).headers)
          }}
          className="font-mono"
        />
      )}
    </Field>
  )
}
