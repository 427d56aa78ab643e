import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { McpPage } from '@/components/mcp/mcp-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('mcp')
  return { title: t('title') }
}

export default function Mcp() {
  return <McpPage />
}
