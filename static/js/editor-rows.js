// A list of forms in the admin: rows are added and moved at once. Without this, the same buttons ask the server.

import { fill } from './words.js';

const ALPHABET = 'bcdfghjkmnpqrstvwxz23456789'
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(5)), n => ALPHABET[n % ALPHABET.length]).join('')

class EditorRows extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(':scope > .rows')
    this.addEventListener('click', this.onClick)
    for (const row of this.list.children) this.addHandle(row)
    this.list.addEventListener('pointerdown', this.onPointerDown)
  }

  disconnectedCallback() {
    this.removeEventListener('click', this.onClick)
    this.list.removeEventListener('pointerdown', this.onPointerDown)
  }

  onClick = event => {
    const button = event.target.closest('[name="_redraw"]')
    if (!button || button.closest('editor-rows') !== this) return
    event.preventDefault()
    if (button.value.startsWith('add:')) return this.add(button)
    this.move(button.closest('.row'), button.value.startsWith('up:') ? -1 : 1)
    // The first row has no way up: the other button is where the next press belongs.
    if (getComputedStyle(button).visibility === 'hidden') button.parentElement.querySelector('.row__move:not([value="' + button.value + '"])').focus()
    else button.focus()
  }

  move(row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling
    if (!other) return
    step < 0 ? other.before(row) : other.after(row)
    this.moved(row)
  }

  moved(row) {
    row.scrollIntoView({ block: 'nearest' })
    const rows = [...this.list.children]
    this.say(fill(this.dataset.moved, { number: rows.indexOf(row) + 1, count: rows.length }))
    this.dispatchEvent(new Event('input', { bubbles: true }))
  }

  add(button) {
    const { placeholder } = this.dataset
    const isSingle = !placeholder.startsWith('__')
    const row = this.querySelector(':scope > template').content.firstElementChild.cloneNode(true)
    if (!isSingle) replaceIn(row, placeholder, newKey())
    this.list.append(row)
    this.addHandle(row)
    this.querySelector(':scope > .rows__empty')?.remove()
    if (isSingle) button.remove()
    row.querySelector(':scope > .row__body :is(input:not([type="hidden"]), textarea, select)').focus()
    this.dispatchEvent(new Event('input', { bubbles: true }))
  }

  addHandle(row) {
    const head = row.querySelector(':scope > .row__head')
    if (!head.querySelector('.row__move')) return
    const handle = document.createElement('span')
    handle.className = 'row__handle'
    handle.textContent = '⠿'
    handle.setAttribute('aria-hidden', 'true')
    head.prepend(handle)
  }

  onPointerDown = event => {
    const handle = event.target.closest('.row__handle')
    const row = handle?.closest('.row')
    if (!row || row.parentElement !== this.list) return
    event.preventDefault()
    handle.setPointerCapture(event.pointerId)
    row.dataset.dragged = ''
    const onMove = ({ clientY }) => {
      const over = [...this.list.children].find(other => {
        const { top, bottom } = other.getBoundingClientRect()
        return other !== row && clientY > top && clientY < bottom
      })
      if (!over) return
      const { top, bottom } = over.getBoundingClientRect()
      const isAbove = row.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_PRECEDING
      if (isAbove && clientY < (top + bottom) / 2) over.before(row)
      if (!isAbove && clientY > (top + bottom) / 2) over.after(row)
    }
    const onUp = () => {
      delete row.dataset.dragged
      handle.removeEventListener('pointermove', onMove)
      this.moved(row)
    }
    handle.addEventListener('pointermove', onMove)
    handle.addEventListener('lostpointercapture', onUp, { once: true })
  }

  say(text) {
    let place = document.querySelector('#editor-says')
    if (!place) {
      place = document.createElement('p')
      place.id = 'editor-says'
      place.className = 'visually-hidden'
      place.setAttribute('role', 'status')
      document.body.append(place)
    }
    place.textContent = text
  }
}

// In every attribute, and in the templates within: a row's rows are made from a copy, too.
function replaceIn(element, placeholder, key) {
  for (const attribute of element.attributes) attribute.value = attribute.value.replaceAll(placeholder, key)
  for (const child of (element.content ?? element).children) replaceIn(child, placeholder, key)
}

customElements.define('editor-rows', EditorRows)
