// What of a URL may be printed: it can contain secrets, such as a password, or a key in its query.

/** Where it points: without user name, password, query and fragment. */
export function printableUrl(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname === '/' ? '' : pathname}`
}

export function hasCredentials(url: string): boolean {
  const { username, password } = new URL(url)
  return username !== '' || password !== ''
}

/** For texts of others that may quote a URL, such as the messages of errors. */
export const withoutCredentials = (text: string): string =>
  text.replace(/([a-z][a-z\d+.-]*:\/\/)[^\s/?#]*@/gi, (_all, scheme: string) => `${scheme}…@`)
