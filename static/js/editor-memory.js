// What is typed in the admin is kept in the browser until it is saved, and offered back when it was not: after a session
// that ended, a network that dropped, a tab that was closed.
import { inBrowser, inTab } from './storage.js';

const base = document.querySelector('[name="_base"]')
const form = base?.form
const key = `ulagret:${location.pathname}`
const DAYS = 14

// The page that a save leads on to, saying that something was saved, is the sign that the text is safe. The form drawn
// anew is not: it asks, or has a fault in it. No later page is, either: what it says was saved is something else.
const isRedrawn = Boolean(base?.hasAttribute('data-redrawn'))
const sent = inTab.read('ulagret:sendt')
inTab.forget('ulagret:sendt')
if (sent && !isRedrawn && document.querySelector('.messagelist .success')) inBrowser.forget(sent)

for (const name of inBrowser.names()) {
  if (!name.startsWith('ulagret:')) continue
  const { time = 0 } = JSON.parse(inBrowser.read(name)) ?? {}
  if (Date.now() - time > DAYS * 24 * 3600 * 1000) inBrowser.forget(name)
}

if (form) {
  const fieldsOf = () => [...new FormData(form)].filter(([name, value]) => name !== 'csrfmiddlewaretoken' && typeof value === 'string')
  const textOf = fields => JSON.stringify(fields.filter(([name]) => name !== '_base'))
  const untouched = textOf(fieldsOf())
  const kept = JSON.parse(inBrowser.read(key))
  let timer

  const keep = () => {
    const fields = fieldsOf()
    if (textOf(fields) === untouched && !isRedrawn) inBrowser.forget(key)
    else inBrowser.keep(key, JSON.stringify({ time: Date.now(), fields }))
  }
  const keepSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(keep, 300)
  }

  if (kept && !isRedrawn) {
    if (textOf(kept.fields) === untouched) inBrowser.forget(key)
    else offer(kept)
  }
  form.addEventListener('input', keepSoon)
  form.addEventListener('change', keepSoon)
  addEventListener('pagehide', () => timer && keep())
  form.addEventListener('submit', event => {
    clearTimeout(timer)
    keep()
    if (event.submitter?.name !== '_redraw') inTab.keep('ulagret:sendt', key)
  })

  function offer({ time, fields }) {
    const note = document.querySelector('#kept-note').content.firstElementChild.cloneNode(true)
    note.querySelector('time').textContent = new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'short' })
    note.querySelector('[data-do="forget"]').addEventListener('click', () => {
      inBrowser.forget(key)
      note.remove()
      form.querySelector('input:not([type="hidden"]), textarea').focus()
    })
    note.querySelector('[data-do="restore"]').addEventListener('click', () => restore(fields))
    form.before(note)
  }

  // The server draws the form from the kept fields, as it does when a row is moved without scripts.
  function restore(fields) {
    const sender = document.createElement('form')
    sender.method = 'post'
    sender.hidden = true
    const token = form.querySelector('[name="csrfmiddlewaretoken"]').value
    for (const [name, value] of [...fields, ['csrfmiddlewaretoken', token], ['_redraw', 'restore']]) {
      const field = document.createElement('textarea')
      field.name = name
      field.value = value
      sender.append(field)
    }
    document.body.append(sender)
    sender.submit()
  }
}
