import { useTranslations } from 'next-intl'
import type { McpTest } from '@/lib/protocol/responder-sources'

/** What answered, how fast, with how many tools; or why nothing did. Props: test. */
export function ServerTest({ test: { passed, answered, tools, ms, error } }: { readonly test: McpTest }) {
  const t = useTranslations('mcp')
  return (
    <div data-status={passed ? 'completed' : 'failed'} className="text-row">
      <p className="font-medium text-tone">
        {passed ? t('passed', { name: answered ?? t('nameless'), ms, count: tools }) : t('failed', { ms })}
      </p>
      {error !== null && (
        <p lang="en" className="wrap-anywhere">
          {error}
        </p>
      )}
    </div>
  )
}
