'use client'

import { useHydrated } from './use-now'

/** A shortcut as this machine's keyboard shows it. Props: keyName = the key beside ⌘ or Ctrl. */
export function Shortcut({ keyName }: { keyName: string }) {
  const hydrated = useHydrated()
  const apple = hydrated && /Mac|iPhone|iPad/.test(navigator.platform)
  return (
    <kbd className="hidden font-mono text-meta opacity-70 wide:inline pointer-coarse:hidden">
      {apple ? `⌘${keyName}` : `Ctrl ${keyName}`}
    </kbd>
  )
}
