// Copies of what is written in the editors' forms and not saved yet. Each page that is open has one of its own, named by
// whose it is, what it belongs to, and the page. A browser is shared: nobody is offered what somebody else has written.
import { inBrowser } from './storage.js';

const PREFIX = 'ulagret:'
const DAYS = 14
// As long as a page in another tab may take to say that it is open.
const ANSWER = 250

const person = document.querySelector('meta[name="editor"]')?.content
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('ulagret') : null
const own = new Set()

// The copies of this person, of `record` or of all: {name, id, time, title, fields}, the newest first.
export function copiesOf(record) {
  const start = `${PREFIX}${person}:${record ? `${record}:` : ''}`
  if (!person) return []
  return inBrowser.names().filter(name => name.startsWith(start)).map(read).filter(Boolean).sort((a, b) => b.time - a.time)
}

export function keepCopy(record, id, copy) {
  if (person) inBrowser.keep(`${PREFIX}${person}:${record}:${id}`, JSON.stringify({ ...copy, time: Date.now() }))
}

export const forget = copy => inBrowser.forget(copy.name)

// This page writes the copy `id`: other tabs leave it alone while the page is open.
export const isMine = id => own.add(id)

// Those of `copies` that no page in any tab has open.
export async function withoutPage(copies) {
  const open = new Set()
  const note = ({ data }) => open.add(data.here)
  channel?.addEventListener('message', note)
  for (const { id } of copies) channel?.postMessage({ asked: id })
  await new Promise(done => setTimeout(done, channel && copies.length ? ANSWER : 0))
  channel?.removeEventListener('message', note)
  return copies.filter(({ id }) => !open.has(id))
}

channel?.addEventListener('message', ({ data }) => own.has(data.asked) && channel.postMessage({ here: data.asked }))

for (const name of inBrowser.names()) {
  if (name.startsWith(PREFIX) && Date.now() - (read(name)?.time ?? 0) > DAYS * 24 * 3600 * 1000) inBrowser.forget(name)
}

function read(name) {
  try {
    return { ...JSON.parse(inBrowser.read(name)), name, id: name.split(':').at(-1) }
  } catch {
    return null
  }
}
