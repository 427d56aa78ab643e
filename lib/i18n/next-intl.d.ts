import type { locales } from './locale'

declare module 'next-intl' {
  interface AppConfig {
    Locale: (typeof locales)[number]
    Messages: {
      common: typeof import('@/messages/en/common.json')
      status: typeof import('@/messages/en/status.json')
      errors: typeof import('@/messages/en/errors.json')
      shell: typeof import('@/messages/en/shell.json')
      overview: typeof import('@/messages/en/overview.json')
      templates: typeof import('@/messages/en/templates.json')
      assistants: typeof import('@/messages/en/assistants.json')
      threads: typeof import('@/messages/en/threads.json')
      runs: typeof import('@/messages/en/runs.json')
      thread: typeof import('@/messages/en/thread.json')
      inspector: typeof import('@/messages/en/inspector.json')
    }
  }
}
