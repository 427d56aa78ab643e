'use client'

import { useTranslations } from 'next-intl'
import { useConnectionName } from '@/components/connection/use-connection-name'
import { Head } from '@/components/ui/table'
import type { ConnectionSettings } from '@/lib/protocol/connection'
import { capabilityNames } from './connection-words'

/** What each connection can do: pages switch off, and say why, what is missing. */
export function CapabilityTable({ connections }: { readonly connections: readonly ConnectionSettings[] }) {
  const t = useTranslations('connections.capabilities')
  const nameOf = useConnectionName()
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-section">{t('title')}</h2>
      <p className="max-w-prose text-row text-muted">{t('about')}</p>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('title')}>
        <table className="text-row">
          <thead className="text-left text-muted">
            <tr className="border-b border-line">
              <Head>{t('capability')}</Head>
              {connections.map((connection) => (
                <Head key={connection.id} className="max-w-40 truncate text-center">
                  {nameOf(connection)}
                </Head>
              ))}
            </tr>
          </thead>
          <tbody>
            {capabilityNames.map((name) => (
              <tr key={name} className="border-b border-line last:border-0">
                <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                  {t(name)}
                </th>
                {connections.map(({ id, capabilities }) => (
                  <td key={id} className="px-2 text-center">
                    <span aria-hidden>{capabilities[name] ? '✓' : '–'}</span>
                    <span className="sr-only">{t(capabilities[name] ? 'yes' : 'no')}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
