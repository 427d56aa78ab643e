/** Has the browser save what lies at an address. */
export function downloadFile(address: string, name: string) {
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
}
