/** What code asks for most, by the names under which it is imported. */
export const usualModules = ['numpy', 'pandas', 'matplotlib', 'scipy', 'sympy', 'sklearn', 'PIL'] as const
