'use client'

import { useTranslations } from 'next-intl'
import { useConnectionName } from '@/components/connection/use-connection-name'
import { Head } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { CapabilitySource, ConnectionSettings } from '@/lib/protocol/connection'
import { capabilityNames } from './connection-words'

/** How it is known: by the kind, or by a test or a run, and since when. */
function Source({ of }: { readonly of: CapabilitySource | undefined }) {
  const t = useTranslations('connections.capabilities.known')
  return (
    <span className="block text-meta whitespace-nowrap text-muted">
      {of ? t.rich(of.by, { time: () => <TimeText ms={of.at_ms} /> }) : t('kind')}
    </span>
  )
}

/** What each connection can do: pages switch off, and say why, what is missing. */
export function CapabilityTable({ connections }: { readonly connections: readonly ConnectionSettings[] }) {
  const t = useTranslations('connections.capabilities')
  const nameOf = useConnectionName()
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-section">{t('title')}</h2>
      <p className="max-w-prose text-row text-muted">{t('about')}</p>
      <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={t('title')}>
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
                {connections.map(({ id, capabilities, known }) => (
                  <td key={id} className="px-2 py-1 text-center">
                    <span aria-hidden>{capabilities[name] ? '✓' : '–'}</span>
                    <span className="sr-only">{t(capabilities[name] ? 'yes' : 'no')}</span>
                    <Source of={known[name]} />
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
