import { EditorView } from '@codemirror/view'

const number = { minWidth: 'calc(2.25rem - 1px)', padding: '0 0.5rem 0 0', textAlign: 'right' }

/** The editor in our colours, and with exactly the measures of the textarea that it replaces. */
export const codeTheme = EditorView.theme({
  '&': { color: 'var(--muted)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '20px' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)', outline: 'none', boxShadow: 'none' },
  '.cm-line': { padding: '0 0.75rem' },
  '.cm-gutters': {
    color: 'var(--muted)',
    backgroundColor: 'var(--surface)',
    border: 'none',
    borderRight: '1px solid var(--line)',
    borderRadius: '6px 0 0 6px',
  },
  '.cm-lineNumbers .cm-gutterElement': number,
  '.cm-name': { color: 'var(--ink)', fontWeight: '550' },
  '.cm-value': { color: 'var(--ink)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'transparent', outline: '1px solid var(--control)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent' },
  '.cm-wrongLine, .cm-wrongNumber': { backgroundColor: 'var(--tint)' },
  '.cm-wrongNumber': { color: 'var(--tone)', fontWeight: '650' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--mark)',
    textUnderlineOffset: '3px',
  },
  '.cm-tooltip': {
    color: 'var(--ink)',
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    boxShadow: 'var(--overlay-shadow)',
    overflow: 'hidden',
  },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--mark)', padding: '4px 10px', fontFamily: 'var(--font-ui)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '14rem', padding: '4px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '1.5rem',
    padding: '2px 8px',
    lineHeight: '20px',
    borderRadius: '3px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: 'var(--paper)',
    backgroundColor: 'var(--ink)',
  },
  '.cm-completionIcon': { display: 'none' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '650' },
  '.cm-completionDetail': { margin: '0', fontStyle: 'normal', opacity: '0.75' },
})
