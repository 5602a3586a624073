// The buttons for a mouse. They, and the pointer, go away when nobody has moved for a while; focus brings them back.
import { tell } from './bus.js';

const IDLE_AFTER = 3000
const WAKES_AFTER = 400
const root = document.documentElement

class WallBar extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    document.addEventListener('click', event => this.command(event), { signal, capture: true })
    // A mouse leaves focus where it was, so that space still means «next».
    document.addEventListener('mousedown', event => {
      if (event.target.closest('[data-command]:is(a, button)')) event.preventDefault()
    }, { signal })
    // What a finger wakes comes up when the finger is gone, or it would be pressed by it.
    for (const sign of ['pointermove', 'pointerdown']) {
      document.addEventListener(sign, event => event.pointerType === 'touch' ? setTimeout(() => this.wake(), WAKES_AFTER) : this.wake(), { signal })
    }
    this.addEventListener('focusin', () => this.wake(), { signal })
    this.wake()
  }

  disconnectedCallback() {
    this.listeners.abort()
    clearTimeout(this.timer)
  }

  command(event) {
    const control = event.target.closest('[data-command]:is(a, button)')
    // Where the script of the steps never came, a link is a link.
    if (!control || event.ctrlKey || event.metaKey || !customElements.get('wall-deck')) return
    event.preventDefault()
    tell('wall-command', { name: control.dataset.command })
  }

  wake() {
    root.removeAttribute('data-idle')
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.rest(), IDLE_AFTER)
  }

  rest() {
    if (this.matches(':hover, :focus-within') || document.querySelector('dialog[open]')) this.wake()
    else root.setAttribute('data-idle', '')
  }
}

customElements.define('wall-bar', WallBar)
