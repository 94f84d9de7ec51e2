// What the page may do, said by a header on everything that the app's own scheme serves.
const directives = {
  'default-src': "'none'",
  'script-src': "'self'",
  // The terminal, the charts and the editor write style sheets of their own.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
  'worker-src': "'none'",
  'frame-src': "'none'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
} as const

export const contentSecurityPolicy = Object.entries(directives)
  .map(([name, value]) => `${name} ${value}`)
  .join('; ')
