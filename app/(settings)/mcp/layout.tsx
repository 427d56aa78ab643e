import type { ReactNode } from 'react'
import { WithMessages } from '../../with-messages'

export default function McpLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="mcp">{children}</WithMessages>
}
