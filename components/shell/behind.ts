// What every page fetches once it can be used, in one request: each of them alone would be one of a few kilobytes.
export { ShortcutSheet } from '@/components/actions/shortcut-sheet'
export { followChanges } from '@/components/connection/follow-changes'
export { Toaster } from '@/components/ui/toaster'
export { LateShell } from './late-shell'
export { ModelDetails } from './model-details'
