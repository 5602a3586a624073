// Fingers: a swipe to the left, or a tap, goes forward; a swipe to the right, or a tap at the left edge, goes back.
import { tell } from './bus.js';

const SWIPE = 50
const STILL = 10
const SHORT = 500
const LEFT_EDGE = 0.3

class WallTouch extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.addEventListener('pointerdown', event => {
      this.start = event.pointerType === 'touch' && event.isPrimary ? event : null
    }, { signal })
    this.addEventListener('pointerup', event => this.end(event), { signal })
    this.addEventListener('pointercancel', () => { this.start = null }, { signal })
    // The click that follows a tap would meet whatever has come up under the finger.
    window.addEventListener('click', event => {
      if (!this.isDone) return
      event.preventDefault()
      event.stopImmediatePropagation()
    }, { signal, capture: true })
    window.addEventListener('pointerdown', () => { this.isDone = false }, { signal, capture: true })
  }

  disconnectedCallback() {
    this.listeners.abort()
  }

  end(event) {
    if (!this.start || !event.isPrimary) return
    const right = event.clientX - this.start.clientX
    const down = event.clientY - this.start.clientY
    const isShort = event.timeStamp - this.start.timeStamp < SHORT
    this.start = null
    if (Math.abs(right) > SWIPE && Math.abs(right) > 2 * Math.abs(down)) this.command(right < 0 ? 'forward' : 'back')
    else if (isShort && Math.hypot(right, down) < STILL && isFree(event.target)) {
      this.command(event.clientX < this.clientWidth * LEFT_EDGE ? 'back' : 'forward')
    }
  }

  command(name) {
    this.isDone = true
    tell('wall-command', { name })
  }
}

// A tap on something that answers taps is for that.
function isFree(target) {
  return !target.closest('a, button, input, label, summary, video, dialog, iframe') && getSelection().isCollapsed
}

customElements.define('wall-touch', WallTouch)
