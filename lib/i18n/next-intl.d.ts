import type assistants from '@/messages/en/assistants.json'
import type common from '@/messages/en/common.json'
import type errors from '@/messages/en/errors.json'
import type inspector from '@/messages/en/inspector.json'
import type overview from '@/messages/en/overview.json'
import type runs from '@/messages/en/runs.json'
import type shell from '@/messages/en/shell.json'
import type status from '@/messages/en/status.json'
import type templates from '@/messages/en/templates.json'
import type thread from '@/messages/en/thread.json'
import type threads from '@/messages/en/threads.json'
import type { Locale } from './locale'

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: {
      common: typeof common
      status: typeof status
      errors: typeof errors
      shell: typeof shell
      overview: typeof overview
      templates: typeof templates
      assistants: typeof assistants
      threads: typeof threads
      runs: typeof runs
      thread: typeof thread
      inspector: typeof inspector
    }
  }
}
