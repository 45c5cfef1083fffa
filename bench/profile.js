import { readFileSync } from 'node:fs'

/**
 * The time of a CPU profile by the file or package in which it was spent, largest first.
 * @param {string} path a .cpuprofile that node wrote
 * @param {(url: string, functionName: string) => string} groupOf
 * @returns {{ readonly name: string, readonly milliseconds: number }[]}
 */
export function timeBy(path, groupOf) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path, 'utf8'))
  const names = new Map(nodes.map(({ id, callFrame }) => [id, groupOf(callFrame.url, callFrame.functionName)]))
  const times = new Map()
  samples.forEach((id, at) => {
    const name = names.get(id)
    times.set(name, (times.get(name) ?? 0) + timeDeltas[at] / 1000)
  })
  return [...times]
    .map(([name, milliseconds]) => ({ name, milliseconds }))
    .sort((a, b) => b.milliseconds - a.milliseconds)
}
