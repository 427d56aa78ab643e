/** The form in which labels are compared: case does not matter. */
export const foldLabel = (label: string) => label.replaceAll('\0', '').normalize('NFC').toLowerCase()
