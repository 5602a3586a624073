// What is typed in the admin is kept in the browser until it is saved, and offered back when it was not: after a session
// that ended, a network that dropped, a tab that was closed.
import { copiesOf, forget, isMine, keepCopy, withoutPage } from './kept-copies.js';

const form = document.querySelector('form[data-memory]')

// The server names the copy of what it has stored. What was written after that was sent is another.
for (const message of document.querySelectorAll('.messagelist [class*="saved-"]')) {
  const [, id] = message.className.match(/saved-([a-z0-9]+)/)
  for (const copy of copiesOf()) if (copy.id === id && copy.sent) forget(copy)
}

if (form) {
  const record = form.dataset.memory
  const isRedrawn = form.elements._base.hasAttribute('data-redrawn')
  const NOT_KEPT = ['csrfmiddlewaretoken', '_copy']
  const NOT_TEXT = ['_base', '_page']
  const fieldsOf = () => [...new FormData(form)].filter(([name, value]) => !NOT_KEPT.includes(name) && typeof value === 'string')
  const textOf = fields => JSON.stringify(fields.filter(([name]) => !NOT_TEXT.includes(name)))
  const untouched = textOf(fieldsOf())
  const id = form.elements._copy.value ||= Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => byte.toString(16).padStart(2, '0')).join('')
  let timer
  let wasSent = false
  isMine(id)

  const keep = sent => {
    clearTimeout(timer)
    timer = 0
    const fields = fieldsOf()
    if (textOf(fields) === untouched && !isRedrawn) copiesOf(record).filter(copy => copy.id === id).forEach(forget)
    else keepCopy(record, id, { fields, sent, title: document.title.split('|')[0].trim() })
  }
  const keepSoon = () => {
    wasSent = false
    clearTimeout(timer)
    timer = setTimeout(keep, 300)
  }

  form.addEventListener('input', keepSoon)
  form.addEventListener('change', () => keep(wasSent))
  addEventListener('pagehide', () => timer && keep(wasSent))
  form.addEventListener('submit', event => {
    wasSent = event.submitter?.name !== '_redraw'
    keep(wasSent)
  })

  withoutPage(copiesOf(record).filter(copy => copy.id !== id)).then(copies => {
    for (const copy of copies) {
      if (textOf(copy.fields) === untouched) forget(copy)
      else offer(copy)
    }
  })

  function offer(copy) {
    const note = document.querySelector('#kept-note').content.firstElementChild.cloneNode(true)
    note.querySelector('[data-when]').textContent = new Date(copy.time).toLocaleString(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'short' })
    note.querySelector('[data-do="forget"]').addEventListener('click', () => {
      forget(copy)
      note.remove()
      form.querySelector('input:not([type="hidden"]), textarea').focus()
    })
    note.querySelector('[data-do="restore"]').addEventListener('click', () => restore(copy))
    form.before(note)
  }

  // The server draws the form from the kept fields, as it does when a row is moved without scripts.
  function restore({ fields, id }) {
    const sender = document.createElement('form')
    sender.method = 'post'
    // As the form itself is sent: in the other way, each «å» takes six bytes of what a form may be.
    sender.enctype = 'multipart/form-data'
    sender.hidden = true
    const token = form.querySelector('[name="csrfmiddlewaretoken"]').value
    for (const [name, value] of [...fields, ['csrfmiddlewaretoken', token], ['_copy', id], ['_redraw', 'restore']]) {
      const field = document.createElement('textarea')
      field.name = name
      field.value = value
      sender.append(field)
    }
    document.body.append(sender)
    sender.submit()
  }
}
