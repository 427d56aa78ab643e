/** Hands a text to the reader as a file. */
export function downloadText(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken hold of the content by the time that the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url))
}
