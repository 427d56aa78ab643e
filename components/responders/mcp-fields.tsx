'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { mcpServersPath } from '@/components/routing/paths'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { mcpServersQuery, mcpToolsQuery } from '@/lib/client/responder-sources'
import { CodeField, TimeoutField, useRequired } from './fields'
import type { RuleOf } from './responder-source'

interface McpFieldsProps {
  readonly rule: RuleOf<'mcp'>
  readonly onRule: (rule: RuleOf<'mcp'>) => void
}

/** A tool of a server, and with what it is called. Props: rule, onRule. */
export function McpFields({ rule, onRule }: McpFieldsProps) {
  const t = useTranslations('responders')
  const required = useRequired()
  const { data: servers, error, refetch } = useQuery(mcpServersQuery())
  const { server, arguments: template = null, timeout_ms = null } = rule
  return (
    <>
      {error && <ErrorState compact error={error} onRetry={() => void refetch()} />}
      {servers?.length === 0 && (
        <p className="text-row text-muted">
          {t('no_servers')}{' '}
          <Link prefetch={false} href={mcpServersPath} className="underline underline-offset-2">
            {t('manage_servers')}
          </Link>
        </p>
      )}
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Field label={t('server')} error={required(server)}>
          {(control) => (
            <Select
              {...control}
              value={server}
              onChange={(event) => onRule({ ...rule, server: event.target.value, tool: '' })}
              className="w-full"
            >
              <option value="">{t('choose_server')}</option>
              {/* One that is gone stays named. */}
              {server !== '' && !servers?.some(({ id }) => id === server) && <option value={server}>{server}</option>}
              {servers?.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <ToolField rule={rule} onRule={onRule} />
      </div>
      <CodeField
        label={t('tool_arguments')}
        hint={t('tool_arguments_hint')}
        withArguments
        value={template ?? ''}
        onValue={(changed) => onRule({ ...rule, arguments: changed || null })}
      />
      <TimeoutField ms={timeout_ms} onMs={(ms) => onRule({ ...rule, timeout_ms: ms })} />
    </>
  )
}

function ToolField({ rule, onRule }: McpFieldsProps) {
  const t = useTranslations('responders')
  const required = useRequired()
  const { server, tool } = rule
  const tools = useQuery({ ...mcpToolsQuery(server), enabled: server !== '' })
  return (
    <Field
      label={t('tool')}
      error={tools.error ? <span lang="en">{tools.error.message}</span> : server && required(tool)}
      hint={tools.data?.find(({ name }) => name === tool)?.function.description}
    >
      {(control) => (
        <Select
          {...control}
          value={tool}
          disabled={server === ''}
          onChange={(event) => onRule({ ...rule, tool: event.target.value })}
          className="w-full"
        >
          <option value="">{t('choose_tool')}</option>
          {tool !== '' && !tools.data?.some(({ name }) => name === tool) && <option value={tool}>{tool}</option>}
          {tools.data?.map(({ name, title }) => (
            <option key={name} value={name}>
              {title && title !== name ? `${name}: ${title}` : name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
