/** Opens the browser's own choice of files. */
export function chooseFiles(onFiles: (files: File[]) => void, accept = '') {
  const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, accept })
  input.addEventListener('change', () => input.files?.length && onFiles([...input.files]))
  input.click()
}
