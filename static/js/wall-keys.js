// Keys, and the clickers that send them, become commands. It listens before anyone else does, so that the keys still
// work after a click in the film; what a focused control needs for itself it gets.
import { tell } from './bus.js';

const KEYS = {
  ArrowRight: 'forward', PageDown: 'forward', ' ': 'forward', Enter: 'forward', ArrowLeft: 'back', PageUp: 'back',
  ArrowDown: 'forward', ArrowUp: 'back', Home: 'first', End: 'last', F5: 'fullscreen', Escape: 'escape', Backspace: 'back',
}
// Single characters can be turned off (WCAG 2.1.4).
const LETTERS = {
  b: 'blank', '.': 'blank', d: 'scheme', f: 'fullscreen', i: 'phases', k: 'cut', l: 'read', m: 'minute', n: 'forward', o: 'overview',
  p: 'pause', t: 'clock', z: 'undo', '?': 'keys', '+': 'larger', '-': 'smaller',
}
const MAY_REPEAT = ['larger', 'smaller']
const FORGET_NUMBER_AFTER = 4000
const root = document.documentElement

class WallKeys extends HTMLElement {
  number = ''

  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    document.addEventListener('keydown', event => this.press(event), { signal, capture: true })
    // A film takes focus, and would take the keys with it.
    document.addEventListener('pointerup', event => {
      if (event.target.matches('video')) setTimeout(() => this.refocus())
    }, { signal })
    // From one in a frame focus comes back too, unless it was Tab that went there.
    window.addEventListener('blur', () => setTimeout(() => {
      if (this.lastKey !== 'Tab' && document.activeElement?.matches('iframe:hover')) this.refocus()
    }, 300), { signal })
    document.addEventListener('pointermove', () => { this.lastKey = '' }, { signal })
    const letters = this.querySelector('[name="letters"]')
    letters.checked = root.dataset.letters !== 'off'
    letters.addEventListener('change', () => {
      if (letters.checked) root.removeAttribute('data-letters')
      else root.dataset.letters = 'off'
    }, { signal })
  }

  disconnectedCallback() {
    this.listeners.abort()
    clearTimeout(this.timer)
  }

  refocus() {
    document.querySelector('.step:not([hidden]) h1').focus({ preventScroll: true })
  }

  press(event) {
    this.lastKey = event.key
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isForControl(event)) return
    const hasLetters = root.dataset.letters !== 'off'
    const dialog = document.querySelector('dialog[data-any-key][open]') ?? document.querySelector('dialog[open]')
    if (dialog?.matches('[data-any-key]')) {
      event.preventDefault()
      event.stopPropagation()
      return dialog.close()
    }
    const key = onAnyLayout(event)
    if (!dialog && hasLetters && /^\d$/.test(key)) return this.type(event, key)
    let name = KEYS[key] ?? (hasLetters && LETTERS[key.toLowerCase()])
    // Some clickers send arrow up and down; where a text scrolls, they are for that.
    if (['ArrowDown', 'ArrowUp'].includes(key) && (dialog || canScroll(event.target))) return
    if (event.key === ' ' && event.shiftKey) name = 'back'
    if (event.key === 'Backspace' && !this.number) return
    if (document.querySelector(`[data-needs][data-command="${name}"]`)?.hidden) return
    if (!name || (dialog && !this.isForWall(name, event.key, dialog))) return
    event.preventDefault()
    event.stopPropagation()
    if (event.repeat && !MAY_REPEAT.includes(name)) return
    if (this.number) {
      const number = Number(this.number)
      if (event.key === 'Backspace') return this.show(this.number.slice(0, -1))
      this.show('')
      if (event.key === 'Enter') return tell('wall-command', { name: 'jump', number })
      if (event.key === 'Escape') return
    }
    tell('wall-command', { name })
  }

  // With a dialog open the keys are its own, but for those that close it, and those of a clicker.
  isForWall(name, key, dialog) {
    const button = dialog.querySelector('[data-forward]')
    if (button && name === 'forward' && key !== 'Enter') button.click()
    else if (key === 'PageDown' || key === 'PageUp') dialog.close()
    if (button && ['clock', 'pause', 'minute'].includes(name)) return true
    return name === dialog.parentElement.dataset.command || name === 'blank' || key === 'F5'
  }

  type(event, digit) {
    event.preventDefault()
    if (!event.repeat) this.show((this.number + digit).slice(-3))
  }

  show(number) {
    this.number = number
    const place = document.querySelector('.wall__typed')
    place.textContent = number
    place.hidden = !number
    clearTimeout(this.timer)
    if (number) this.timer = setTimeout(() => this.show(''), FORGET_NUMBER_AFTER)
  }
}

// The key as it is marked on a keyboard with Latin letters: on others B writes «и», or «β».
function onAnyLayout({ key, code = '' }) {
  if (key.length !== 1 || /^[ -~]$/.test(key)) return key
  const [, letter, digit] = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(code) ?? []
  return letter?.toLowerCase() ?? digit ?? key
}

// Whether what has the focus, what stands around it, or the step that is up has more than is shown.
function canScroll(target) {
  const inside = document.querySelector('.step:not([hidden])')
  const around = []
  for (let element = target; element; element = element.parentElement) around.push(element)
  return [...around, ...(inside ? [inside, ...inside.querySelectorAll('*')] : [])].some(element =>
    element.scrollHeight > element.clientHeight + 1 && ['auto', 'scroll'].includes(getComputedStyle(element).overflowY))
}

// Writing goes to the field; Enter, space and arrows to the control that keyboard focus is on.
function isForControl({ target, key }) {
  // A field of a dialog that has closed keeps the focus until the next frame, and would swallow a key.
  if (!target.getClientRects().length) return false
  // A clicker goes on though somebody has left the cursor in a field.
  if (target.matches('input:not([type="radio"], [type="checkbox"]), textarea, select')) return !['PageDown', 'PageUp'].includes(key)
  if (target.matches('input')) return key === ' ' || key.startsWith('Arrow')
  if (target.matches('video')) return [' ', 'Enter', 'Home', 'End'].includes(key) || key.startsWith('Arrow')
  return target.matches('a, button, summary') && (key === ' ' || key === 'Enter')
}

customElements.define('wall-keys', WallKeys)
