// What is said of code that cannot be loaded. Plain JavaScript: it is needed where nothing could be compiled.

/**
 * One line. Only packages are said to be missing; a file of the compiled server that is gone is no such thing.
 * @param {string} what what cannot start, as the beginning of a sentence
 * @param {unknown} error
 * @returns {string}
 */
export function loadFailureLine(what, error) {
  const { code, message } = error instanceof Error ? /** @type {NodeJS.ErrnoException} */ (error) : { message: error }
  const isPackage = code === 'ERR_MODULE_NOT_FOUND' && /^Cannot find package '/.test(message)
  if (isPackage) return 'Packages are missing: run npm ci first.'
  return `${what} cannot start: ${String(message).replace(/\s+/g, ' ').trim()}`
}
