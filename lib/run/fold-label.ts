/** What two labels have in common that count as the same: all but their case. */
export const foldLabel = (label: string) => label.replaceAll('\0', '').normalize('NFC').toLowerCase()
