import type { Config } from 'tailwindcss'

// Names only: every value is a CSS variable of app/globals.css, so that a theme is a change of variables.
export default {
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      inherit: 'inherit',
      paper: 'var(--paper)',
      surface: 'var(--surface)',
      sunken: 'var(--sunken)',
      line: 'var(--line)',
      control: 'var(--control)',
      muted: 'var(--muted)',
      ink: 'var(--ink)',
      // The three colours of a state: set by data-status on the element or on one around it.
      mark: 'var(--mark)',
      tone: 'var(--tone)',
      tint: 'var(--tint)',
    },
    fontFamily: {
      sans: ['var(--font-ui)', '"PingFang SC"', '"Microsoft YaHei"', '"Noto Sans CJK SC"', 'system-ui', 'sans-serif'],
      mono: ['var(--font-code)', 'ui-monospace', 'Menlo', 'Consolas', '"Noto Sans Mono CJK SC"', 'monospace'],
    },
    fontSize: {
      meta: ['0.75rem', '1rem'],
      row: ['0.8125rem', '1.25rem'],
      prose: ['0.9375rem', '1.5rem'],
      section: ['1.125rem', '1.5rem'],
      page: ['1.5rem', '1.75rem'],
    },
    fontWeight: { normal: '400', medium: '550', bold: '650' },
    borderRadius: { none: '0', chip: '3px', field: '6px', dialog: '10px', full: '9999px' },
    screens: { sm: '40rem', wide: '60rem', broad: '72rem' },
    extend: {
      maxWidth: { prose: '68ch', page: '72rem' },
    },
  },
} satisfies Config
