import { fillIn } from '../domain/proposal.js'
import { type ConfigDocument, type Fault, type KeyPath, nameOf } from './document.js'

/** Lines that `init` left for a person to fill in, each with what is wanted there. */
export function unfilledIn(document: ConfigDocument): Fault[] {
  return textsIn(document.value, []).flatMap(({ path, text }) => {
    if (!text.startsWith(fillIn.trim())) return []
    const wanted = text.slice(fillIn.trim().length).trim()
    return [{ line: document.lineOf(path) ?? 1, text: `${nameOf(path)} is still to be filled in: ${wanted}` }]
  })
}

function textsIn(value: unknown, path: KeyPath): readonly { readonly path: KeyPath; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}
