// Who logs out of a browser that others use, says what is to be done with what is not saved.
import { copiesOf, forget } from './kept-copies.js';

const form = document.querySelector('#logout-form')

form?.addEventListener('submit', event => {
  const copies = copiesOf()
  if (!copies.length) return
  event.preventDefault()
  const dialog = document.querySelector('#logout-question').content.firstElementChild.cloneNode(true)
  for (const copy of copies) {
    const line = document.createElement('li')
    line.textContent = `${copy.title}, ${new Date(copy.time).toLocaleString(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'short' })}`
    dialog.querySelector('ul').append(line)
  }
  dialog.addEventListener('click', ({ target }) => {
    if (!target.value) return
    dialog.close()
    if (target.value === 'forget') copiesOf().forEach(forget)
    if (target.value !== 'stay') form.submit()
  })
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
})
