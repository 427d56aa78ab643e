/** Puts text on the clipboard. Rejects when the browser does not allow it. */
export async function copyText(text: string): Promise<void> {
  // Only pages of https and of this machine have the clipboard; a server in the local network is neither.
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  const focused = document.activeElement
  // Below an open modal everything else is inert.
  const home = focused?.closest('dialog') ?? document.body
  area.value = text
  area.className = 'fixed opacity-0'
  home.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
  if (!copied) throw new Error('The browser did not copy.')
}
