/** Opens the browser's own choice of files. */
export function chooseFiles(onFiles: (files: File[]) => void, accept = '') {
  const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, accept })
  input.addEventListener('change', () => input.files?.length && onFiles([...input.files]))
  input.click()
}

/** The same of one file. */
export function chooseFile(onFile: (file: File) => void) {
  const input = Object.assign(document.createElement('input'), { type: 'file' })
  input.addEventListener('change', () => input.files?.[0] && onFile(input.files[0]))
  input.click()
}
